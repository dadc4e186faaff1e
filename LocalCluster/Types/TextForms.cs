using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Types;

/// <summary>Texts that mean more than themselves: checked, and in their canonical form.</summary>
internal static partial class TextForms
{
    private const string QuantityPattern = "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$";

    public static string Quantity(JsonNode value)
    {
        var text = value.AsText() ?? value.ToText();
        if (!QuantityForm().IsMatch(text))
            throw new TypeMismatchException($"quantities must match the regular expression '{QuantityPattern}'");
        return Quantities.Parse(text) is null ? throw new TypeMismatchException("unable to parse quantity's suffix") : Quantities.Canonical(text);
    }

    public static string Time(JsonNode value, bool isMicro)
    {
        if (value.AsText() is not { } text)
            throw new TypeMismatchException($"json: cannot unmarshal {(value.GetValueKind() is JsonValueKind.Number ? "number" : "object")} into Go value of type string");
        var time = Rfc3339.Parse(text, isMicro).UtcDateTime;
        return isMicro ? time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture) : time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    public static JsonNode IntOrText(JsonNode value)
    {
        if (value.AsText() is not null)
            return value;
        var text = value.ToText();
        if (value.GetValueKind() is not JsonValueKind.Number)
            throw new TypeMismatchException($"json: cannot unmarshal {(value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "bool" : "object")} into Go value of type int32");
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? value : throw new TypeMismatchException($"json: cannot unmarshal number {text} into Go value of type int32");
    }

    /// <summary>Standard base64 with padding; the error names the first byte that does not fit.</summary>
    public static string Base64(string text)
    {
        if (Convert.TryFromBase64String(text, new byte[text.Length], out _))
            return text;
        var digits = text.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '\r' or '\n').Count();
        // What is cut off is told where its last group begins.
        throw new TypeMismatchException($"illegal base64 data at input byte {(digits == text.Length ? digits - digits % 4 : digits)}");
    }

    [GeneratedRegex("^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex QuantityForm();
}
