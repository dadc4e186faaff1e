using System.Globalization;

namespace LocalCluster.Nodes.Spark;

/// <summary>Sizes as Spark writes them: <c>512m</c>, <c>4g</c>; a bare number is in the unit of its key.</summary>
internal static class SparkSizes
{
    private const long MiB = 1L << 20;

    /// <summary>Mebibytes of a size whose bare numbers are mebibytes (memory, overhead); null when it is no size.</summary>
    public static long? MiBOf(string? text) => Bytes(text, MiB) is { } bytes ? bytes / MiB : null;

    /// <summary>Mebibytes of a size whose bare numbers are bytes (off-heap).</summary>
    public static long? MiBOfBytes(string? text) => Bytes(text, 1) is { } bytes ? bytes / MiB : null;

    private static long? Bytes(string? text, long bareUnit)
    {
        var trimmed = text?.Trim().ToLowerInvariant() ?? "";
        var digits = trimmed.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0 || !long.TryParse(trimmed.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return trimmed[digits..] switch
        {
            "" => number * bareUnit,
            "b" => number,
            "k" or "kb" or "ki" => number << 10,
            "m" or "mb" or "mi" => number << 20,
            "g" or "gb" or "gi" => number << 30,
            "t" or "tb" or "ti" => number << 40,
            "p" or "pb" or "pi" => number << 50,
            _ => null,
        };
    }
}
