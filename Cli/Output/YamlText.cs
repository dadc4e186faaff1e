using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cli.Output;

/// <summary>Block YAML; texts that YAML could take for something else are in quotes.</summary>
internal static partial class YamlText
{
    public static string Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                foreach (var (name, value) in members)
                    WriteChild(text.Append(' ', indent).Append(Quoted(name)).Append(':'), value, value is JsonArray ? indent : indent + 2);
                break;
            case JsonArray { Count: > 0 } items:
                foreach (var item in items)
                    WriteItem(text, item, indent);
                break;
            default:
                text.Append(' ', indent).Append(Inline(node)).Append('\n');
                break;
        }
    }

    private static void WriteChild(StringBuilder text, JsonNode? value, int indent)
    {
        if (value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
            Write(text.Append('\n'), value, indent);
        else
            text.Append(' ').Append(Inline(value)).Append('\n');
    }

    // The dash takes the place of the first member's indentation.
    private static void WriteItem(StringBuilder text, JsonNode? item, int indent)
    {
        var start = text.Length;
        Write(text, item, indent + 2);
        text[start + indent] = '-';
    }

    private static string Inline(JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue<string>(out var word) ? Quoted(word) : value?.ToJsonString() ?? "null";

    private static string Quoted(string word) =>
        Plain().IsMatch(word) && !Special().IsMatch(word) ? word : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(word)}\"";

    [GeneratedRegex(@"^[A-Za-z/.][A-Za-z0-9_./-]*\z")] private static partial Regex Plain();

    [GeneratedRegex(@"^(true|false|yes|no|on|off|y|n|null|[.](inf|nan)|[.][0-9].*)\z", RegexOptions.IgnoreCase)] private static partial Regex Special();
}
