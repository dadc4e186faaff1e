using System.Globalization;

namespace Shared.Admission;

/// <summary>Amounts of memory as the JVM and Spark write them: digits and one of <c>b k m g t p</c>, with or without a further <c>b</c>; binary multiples.</summary>
public static class JavaMemory
{
    private static readonly (string Suffix, string Quantity)[] Units =
        [("kb", "Ki"), ("mb", "Mi"), ("gb", "Gi"), ("tb", "Ti"), ("pb", "Pi"), ("k", "Ki"), ("m", "Mi"), ("g", "Gi"), ("t", "Ti"), ("p", "Pi")];

    /// <summary><c>512m</c> becomes <c>512Mi</c>; a text without one of the JVM's units stays as it is, so that <c>2Gi</c> passes.</summary>
    public static string ToQuantityText(string text)
    {
        var trimmed = text.Trim();
        foreach (var (suffix, quantity) in Units)
        {
            if (trimmed.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return trimmed[..^suffix.Length] + quantity;
        }

        return trimmed;
    }

    /// <summary>A whole number with at most one of the JVM's units: what Spark reads. Blanks around it do not count.</summary>
    public static bool IsValid(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.IndexOfAnyExceptInRange('0', '9');
        return digits < 0
            ? trimmed.Length > 0
            : digits > 0 && IsUnit(trimmed[digits..]);
    }

    /// <summary>Whole digits without a unit count in <paramref name="bareUnit"/> bytes, as Spark's settings do (usually MiB).</summary>
    public static bool TryGetBytes(string text, long bareUnit, out decimal bytes)
    {
        bytes = 0;
        if (!IsValid(text))
            return false;

        var trimmed = text.Trim();
        var digits = trimmed.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var (number, unit) = digits < 0 ? (trimmed, "") : (trimmed[..digits], trimmed[digits..]);
        var factor = unit.Length == 0 ? bareUnit : char.ToLowerInvariant(unit[0]) switch
        {
            'k' => 1L << 10,
            'm' => 1L << 20,
            'g' => 1L << 30,
            't' => 1L << 40,
            'p' => 1L << 50,
            _ => 1L,
        };
        if (!decimal.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > decimal.MaxValue / factor)
            return false;
        bytes = count * factor;
        return true;
    }

    private static bool IsUnit(ReadOnlySpan<char> text) => text.Length is 1 or 2
        && "bkmgtp".Contains(char.ToLowerInvariant(text[0]), StringComparison.Ordinal)
        && (text.Length == 1 || (text[1] is 'b' or 'B' && text[0] is not ('b' or 'B')));
}
