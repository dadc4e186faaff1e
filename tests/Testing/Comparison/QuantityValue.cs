using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Testing.Comparison;

/// <summary>A quantity as a count of 10^-9 units, so that <c>512m</c>, <c>512M</c> and <c>512Mi</c> are three. Written apart from the product's own, to check it.</summary>
internal static partial class QuantityValue
{
    private const int Nano = 9;

    private static readonly Dictionary<string, int> DecimalExponents = new(StringComparer.Ordinal)
    {
        ["n"] = -9,
        ["u"] = -6,
        ["m"] = -3,
        [""] = 0,
        ["k"] = 3,
        ["M"] = 6,
        ["G"] = 9,
        ["T"] = 12,
        ["P"] = 15,
        ["E"] = 18,
    };

    private const string BinarySuffixes = "KMGTPE";

    /// <summary>What is no quantity stays as it is.</summary>
    public static string Canonical(JsonNode value)
    {
        var text = value is JsonValue scalar && scalar.TryGetValue<string>(out var written) ? written : value.ToJsonString();
        var match = Number().Match(text);
        if (!match.Success)
            return text;

        var fraction = match.Groups["fraction"].Value;
        var digits = BigInteger.Parse(match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        var suffix = match.Groups["suffix"].Value;
        var (factor, exponent) = suffix switch
        {
            [var unit, 'i'] => (BigInteger.Pow(1024, BinarySuffixes.IndexOf(unit, StringComparison.Ordinal) + 1), 0),
            ['e' or 'E', _, ..] => (BigInteger.One, int.Parse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
            _ => (BigInteger.One, DecimalExponents[suffix]),
        };

        var scale = Nano + exponent - fraction.Length;
        var nanos = scale >= 0
            ? digits * factor * BigInteger.Pow(10, scale)
            // The API rounds up what is finer than a billionth.
            : (digits * factor + BigInteger.Pow(10, -scale) - 1) / BigInteger.Pow(10, -scale);
        return $"{(match.Groups["sign"].Value == "-" ? "-" : "")}{nanos}n";
    }

    [GeneratedRegex(@"\A(?<sign>[+-]?)(?=[0-9.]*[0-9])(?<whole>[0-9]*)(?:\.(?<fraction>[0-9]*))?(?<suffix>[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2}|)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
