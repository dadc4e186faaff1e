using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Shared.Contracts.Tests.Crds;

/// <summary>Writes a document as block YAML; texts that YAML could take for something else are in quotes.</summary>
internal static partial class YamlText
{
    public static string Of(JsonNode document)
    {
        var text = new StringBuilder();
        Write(text, document, indent: 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                foreach (var (name, value) in members)
                    WriteEntry(text, $"{new string(' ', indent)}{Scalar(name)}:", value, indent + 2);
                break;
            case JsonArray { Count: > 0 } items:
                foreach (var item in items)
                    WriteItem(text, item, indent);
                break;
            default:
                throw new ArgumentException($"'{node?.ToJsonString()}' stands alone.", nameof(node));
        }
    }

    private static void WriteEntry(StringBuilder text, string head, JsonNode? value, int indent)
    {
        if (value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            text.Append(head).Append('\n');
            Write(text, value, indent);
        }
        else
        {
            text.Append(head).Append(' ').Append(Inline(value)).Append('\n');
        }
    }

    private static void WriteItem(StringBuilder text, JsonNode? item, int indent)
    {
        var start = text.Length;
        if (item is JsonObject { Count: > 0 })
        {
            Write(text, item, indent + 2);
            text[start + indent] = '-';
        }
        else
        {
            text.Append(' ', indent).Append("- ").Append(Inline(item)).Append('\n');
        }
    }

    private static string Inline(JsonNode? value) =>
        value is JsonValue scalar && scalar.TryGetValue<string>(out var word) ? Scalar(word) : value?.ToJsonString() ?? "null";

    private static string Scalar(string word) =>
        Plain().IsMatch(word) && !Special().IsMatch(word) ? word : JsonValue.Create(word).ToJsonString(Readable);

    private static readonly System.Text.Json.JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"^[A-Za-z.][A-Za-z0-9_./-]*$")] private static partial Regex Plain();

    [GeneratedRegex("^(true|false|yes|no|on|off|y|n|null|[.](inf|nan))$", RegexOptions.IgnoreCase)] private static partial Regex Special();
}
