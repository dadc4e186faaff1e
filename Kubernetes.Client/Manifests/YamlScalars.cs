using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kubernetes.Client.Manifests;

/// <summary>
/// What an unquoted word means to Kubernetes' tools: YAML 1.1's words for true and false, numbers in C's notation, everything else a text; instants stay texts.
/// Source: <c>sigs.k8s.io/yaml</c>.
/// </summary>
internal static partial class YamlScalars
{
    public static bool IsEmpty(YamlNode node) => node is YamlScalarNode scalar && IsPlain(scalar) && IsNull(scalar.Value);

    /// <exception cref="FormatException">A number that JSON cannot hold.</exception>
    public static JsonNode? ToJson(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (!IsPlain(scalar))
            return JsonValue.Create(text);
        if (IsNull(text))
            return null;
        if (AsBoolean(text) is { } flag)
            return JsonValue.Create(flag);
        if (AsInteger(text.Replace("_", "", StringComparison.Ordinal)) is { } number)
            return number;
        if (Infinite().IsMatch(text))
            throw new FormatException($"'{text}' is no number that JSON has; put it in quotes if it is a text.");
        return Float().IsMatch(text) ? AsFloat(text) : JsonValue.Create(text);
    }

    /// <summary>A key is always a text, as written, but for the words of true and false.</summary>
    public static string KeyText(YamlScalarNode scalar) =>
        IsPlain(scalar) && AsBoolean(scalar.Value ?? "") is { } flag ? (flag ? "true" : "false") : scalar.Value ?? "";

    private static bool IsPlain(YamlScalarNode scalar) =>
        scalar.Style is ScalarStyle.Plain or ScalarStyle.Any && (scalar.Tag.IsEmpty || scalar.Tag.Value is not ("!!str" or "tag:yaml.org,2002:str"));

    private static bool IsNull(string? text) => text is null or "" or "~" or "null" or "Null" or "NULL";

    private static bool? AsBoolean(string text) => text switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N" => false,
        _ => null,
    };

    private static JsonValue? AsInteger(string text)
    {
        if (Decimal().IsMatch(text))
            return Number(text.TrimStart('+'));

        var (digits, negative) = text.StartsWith('-') ? (text[1..], true) : (text.TrimStart('+'), false);
        var radix = digits switch
        {
            ['0', 'x' or 'X', _, ..] => 16,
            ['0', 'b' or 'B', _, ..] => 2,
            ['0', 'o' or 'O', _, ..] => 8,
            ['0', >= '0' and <= '7', ..] => 8,
            _ => 0,
        };
        if (radix == 0)
            return null;

        var start = char.IsAsciiDigit(digits[1]) ? 1 : 2;
        return TryParse(digits.AsSpan(start), radix, out var value) ? JsonValue.Create(negative ? -value : value) : null;
    }

    private static bool TryParse(ReadOnlySpan<char> digits, int radix, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            var worth = char.IsAsciiHexDigit(digit) ? System.Convert.ToInt32(digit.ToString(), 16) : radix;
            if (worth >= radix || value > (long.MaxValue - worth) / radix)
                return false;
            value = (value * radix) + worth;
        }

        return digits.Length > 0;
    }

    private static JsonValue Number(string digits) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? JsonValue.Create(value)
            : JsonValue.Create(double.Parse(digits, CultureInfo.InvariantCulture));

    // A decimal keeps 0.10 from becoming 0.1000000001; what is too large for it is a double.
    private static JsonValue AsFloat(string text) =>
        !text.AsSpan().ContainsAny('e', 'E') && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? JsonValue.Create(exact)
            : JsonValue.Create(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)$")] private static partial Regex Decimal();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")] private static partial Regex Float();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$")] private static partial Regex Infinite();
}
