using System.Globalization;

namespace Shared.Submission;

/// <summary>Where Java's text differs from .NET's.</summary>
internal static class JavaText
{
    /// <summary><c>String.trim</c>: removes characters up to U+0020 at both ends, and no other white space.</summary>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && text[start] <= ' ')
            start++;
        while (end > start && text[end - 1] <= ' ')
            end--;
        return text[start..end];
    }

    /// <summary><c>String.hashCode</c>.</summary>
    public static uint Hash(string text)
    {
        var hash = 0u;
        foreach (var character in text)
            hash = (hash * 31) + character;
        return hash;
    }

    /// <summary><c>Double.toString</c>: <c>0.1</c>, <c>1.0</c>, <c>1.0E-4</c>.</summary>
    public static string Of(double value)
    {
        var magnitude = Math.Abs(value);
        if (magnitude is 0 or (>= 1e-3 and < 1e7))
        {
            var plain = value.ToString("0.0################", CultureInfo.InvariantCulture);
            return double.Parse(plain, CultureInfo.InvariantCulture) == value ? plain : value.ToString("R", CultureInfo.InvariantCulture);
        }

        var parts = value.ToString("E16", CultureInfo.InvariantCulture).Split('E');
        var exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        var mantissa = (value / Math.Pow(10, exponent)).ToString("0.0###############", CultureInfo.InvariantCulture);
        return $"{mantissa}E{exponent.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary><c>Double.parseDouble</c> for the notations that people write.</summary>
    public static bool TryParseDouble(string text, out double value) =>
        double.TryParse(Trim(text).TrimEnd('d', 'D', 'f', 'F'), NumberStyles.Float & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);
}
