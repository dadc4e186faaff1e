using System.Globalization;

namespace Shared.Contracts.Core;

/// <summary>The grammar of quantities: sign, digits with an optional point, then one suffix or one exponent.</summary>
public static class QuantityText
{
    private const int MaxExponent = 27;

    /// <summary>Reads <paramref name="text"/> exactly; nothing is rounded.</summary>
    public static bool TryParse(string? text, out decimal value)
    {
        value = 0;
        var rest = text.AsSpan();
        var digits = 0;
        while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.' || (digits == 0 && rest[0] is '+' or '-')))
            digits++;

        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(rest[..digits], Plain, CultureInfo.InvariantCulture, out var number)
            && TryGetMultiplier(rest[digits..], out var multiplier)
            && TryMultiply(number, multiplier, out value);
    }

    private static bool TryGetMultiplier(ReadOnlySpan<char> suffix, out decimal multiplier)
    {
        multiplier = suffix switch
        {
            "" => 1m,
            "n" => 0.000_000_001m,
            "u" => 0.000_001m,
            "m" => 0.001m,
            "k" => 1_000m,
            "M" => 1_000_000m,
            "G" => 1_000_000_000m,
            "T" => 1_000_000_000_000m,
            "P" => 1_000_000_000_000_000m,
            "E" => 1_000_000_000_000_000_000m,
            "Ki" => 1L << 10,
            "Mi" => 1L << 20,
            "Gi" => 1L << 30,
            "Ti" => 1L << 40,
            "Pi" => 1L << 50,
            "Ei" => 1L << 60,
            _ => 0m,
        };
        return multiplier != 0 || TryGetPowerOfTen(suffix, out multiplier);
    }

    // "1e3" is a thousand, but "1E" is an exa: a lone E was taken above.
    private static bool TryGetPowerOfTen(ReadOnlySpan<char> suffix, out decimal multiplier)
    {
        multiplier = 1m;
        if (suffix is not ['e' or 'E', .. var exponentText]
            || !int.TryParse(exponentText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || Math.Abs(exponent) > MaxExponent)
            return false;

        for (var i = 0; i < Math.Abs(exponent); i++)
            multiplier = exponent > 0 ? multiplier * 10m : multiplier / 10m;
        return true;
    }

    private static bool TryMultiply(decimal number, decimal multiplier, out decimal value)
    {
        try
        {
            value = number * multiplier;
            return true;
        }
        catch (OverflowException)
        {
            value = 0;
            return false;
        }
    }
}
