using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds;

/// <summary>Kubernetes quantities: exact values in thousandths-of-a-billionth, and the canonical text.</summary>
public static class Quantities
{
    private static readonly (string Suffix, BigInteger Factor)[] Binary =
        [.. new[] { "Ki", "Mi", "Gi", "Ti", "Pi", "Ei" }.Select((suffix, i) => (suffix, BigInteger.Pow(1024, i + 1)))];

    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly BigInteger Unit = BigInteger.Pow(10, 9);

    /// <summary>The value in billionths (10^-9), rounded up as the API does; null if the text is no quantity.</summary>
    public static BigInteger? Parse(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '+' or '-'))
            end++;
        var (number, suffix) = (text[..end], text[end..]);
        if (suffix.Length > 1 && suffix[0] is 'e' or 'E' && int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) && Math.Abs(exponent) <= 30)
            return Scale(number, exponent >= 0 ? BigInteger.Pow(10, exponent) : 1, exponent < 0 ? BigInteger.Pow(10, -exponent) : 1);
        if (Binary.FirstOrDefault(b => b.Suffix == suffix) is { Suffix: not null } binary)
            return Scale(number, binary.Factor, 1);
        var place = Array.IndexOf(Decimal, suffix);
        if (place < 0)
            return null;
        return place >= 3 ? Scale(number, BigInteger.Pow(1000, place - 3), 1) : Scale(number, 1, BigInteger.Pow(1000, 3 - place));
    }

    /// <summary>As the API writes it back: <c>1.5Gi</c> is <c>1536Mi</c>, <c>0.5</c> is <c>500m</c>, <c>1000m</c> is <c>1</c>. Text that is no quantity stays.</summary>
    public static string Canonical(string text)
    {
        if (Parse(text) is not { } value)
            return text;
        var isBinary = text.EndsWith('i');
        if (isBinary && value % Unit == 0 && BigInteger.Abs(value / Unit) >= 1024)
            return CanonicalBinary(value / Unit);
        return Format(value);
    }

    /// <summary>Decimal canonical text of a value in billionths.</summary>
    public static string Format(BigInteger value)
    {
        if (value.IsZero)
            return "0";
        var place = 0;
        while (place < Decimal.Length - 1 && value % 1000 == 0)
        {
            value /= 1000;
            place++;
        }

        return value.ToString(CultureInfo.InvariantCulture) + Decimal[place];
    }

    /// <summary>Binary canonical text of a whole value, such as a sum of memory.</summary>
    public static string CanonicalBinary(BigInteger whole)
    {
        var place = 0;
        while (place < Binary.Length && !whole.IsZero && whole % 1024 == 0)
        {
            whole /= 1024;
            place++;
        }

        return whole.ToString(CultureInfo.InvariantCulture) + (place == 0 ? "" : Binary[place - 1].Suffix);
    }

    /// <summary>Rewrites the values of a map of quantities, numbers included, to canonical text.</summary>
    internal static void Canonicalize(JsonObject? map)
    {
        foreach (var (name, value) in map?.ToList() ?? [])
        {
            if (value?.GetValueKind() is JsonValueKind.Number or JsonValueKind.String)
                map![name] = Canonical(value.AsText() ?? value.ToText());
        }
    }

    private static BigInteger? Scale(string number, BigInteger factor, BigInteger divisor)
    {
        var unsigned = number.TrimStart('+', '-');
        var parts = unsigned.Split('.');
        if (parts.Length > 2 || number.Length - unsigned.Length > 1 || parts.All(p => p.Length == 0) || parts.Any(p => p.Any(c => !char.IsAsciiDigit(c))))
            return null;
        var fraction = parts.Length == 2 ? parts[1] : "";
        var digits = BigInteger.Parse("0" + parts[0] + fraction, CultureInfo.InvariantCulture);
        var (quotient, rest) = (BigInteger.DivRem(digits * factor * Unit, divisor * BigInteger.Pow(10, fraction.Length), out var r), r);
        var value = rest.IsZero ? quotient : quotient + 1;
        return number.StartsWith('-') ? -value : value;
    }
}
