using System.Globalization;

namespace Shared.Submission.Conf;

/// <summary>Sizes as Spark reads them. Source: <c>JavaUtils.byteStringAs</c>.</summary>
public static class MemorySize
{
    /// <summary>Bytes in one MiB, the unit of all memory settings here.</summary>
    public const long MiB = 1L << 20;

    /// <summary>Reads <c>512m</c> and the like; exact, refuses what does not fit.</summary>
    /// <param name="text">Digits and an optional suffix, any case, no fraction.</param>
    /// <param name="unitBytes">Bytes that a number without suffix counts.</param>
    /// <param name="binarySuffixes">True where <c>ki</c>, <c>mib</c> and the like are known too.</param>
    /// <param name="size">In <paramref name="unitBytes"/>, cut off.</param>
    public static bool TryParse(string text, long unitBytes, bool binarySuffixes, out long size)
    {
        size = 0;
        var trimmed = JavaText.Trim(text).ToLowerInvariant();
        var digits = trimmed.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? trimmed[..end] : trimmed;

        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || BytesOf(trimmed[digits.Length..], unitBytes, binarySuffixes) is not { } bytes)
            return false;

        try
        {
            size = bytes >= unitBytes ? checked(number * (bytes / unitBytes)) : number / (unitBytes / bytes);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static long? BytesOf(string suffix, long unitBytes, bool binarySuffixes) => suffix switch
    {
        "" => unitBytes,
        "b" => 1,
        "k" or "kb" => 1L << 10,
        "m" or "mb" => 1L << 20,
        "g" or "gb" => 1L << 30,
        "t" or "tb" => 1L << 40,
        "p" or "pb" => 1L << 50,
        "ki" or "kib" when binarySuffixes => 1L << 10,
        "mi" or "mib" when binarySuffixes => 1L << 20,
        "gi" or "gib" when binarySuffixes => 1L << 30,
        "ti" or "tib" when binarySuffixes => 1L << 40,
        "pi" or "pib" when binarySuffixes => 1L << 50,
        _ => null,
    };
}
