using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shared.Submission.Rendering;

/// <summary>A JSON tree as block YAML with sorted keys; the same tree always gives the same bytes.</summary>
internal static class YamlWriter
{
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./");

    // Words that one or another version of YAML reads as a boolean, a null or a number.
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf",
    };

    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        if (node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
            Block(text, node, 0, startsLine: true);
        else
            Scalar(text, node).Append('\n');
        return text.ToString();
    }

    private static void Block(StringBuilder text, JsonNode node, int indent, bool startsLine)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                Indent(text, indent, ref startsLine).Append('-');
                if (item is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
                {
                    text.Append(' ');
                    Block(text, item, indent + 2, startsLine: false);
                }
                else
                {
                    Scalar(text.Append(' '), item).Append('\n');
                }
            }

            return;
        }

        foreach (var (key, value) in node.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            Indent(text, indent, ref startsLine);
            Quoted(text, key).Append(':');
            switch (value)
            {
                case JsonObject { Count: > 0 }:
                    text.Append('\n');
                    Block(text, value, indent + 2, startsLine: true);
                    break;
                case JsonArray { Count: > 0 }:
                    text.Append('\n');
                    Block(text, value, indent, startsLine: true);
                    break;
                default:
                    Scalar(text.Append(' '), value).Append('\n');
                    break;
            }
        }
    }

    // The first member of a list item stands on the line of its dash.
    private static StringBuilder Indent(StringBuilder text, int indent, ref bool startsLine)
    {
        if (startsLine)
            text.Append(' ', indent);
        startsLine = true;
        return text;
    }

    private static StringBuilder Scalar(StringBuilder text, JsonNode? node) => node switch
    {
        null => text.Append("null"),
        JsonObject => text.Append("{}"),
        JsonArray => text.Append("[]"),
        _ when node.GetValueKind() is JsonValueKind.String => Quoted(text, node.GetValue<string>()),
        _ => text.Append(node.ToJsonString()),
    };

    private static StringBuilder Quoted(StringBuilder text, string value)
    {
        if (IsPlain(value))
            return text.Append(value);

        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(character) || character is '\u2028' or '\u2029' or '\ufeff' =>
                    text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(character),
            };
        }

        return text.Append('"');
    }

    private static bool IsPlain(string value) =>
        value.Length > 0
        && (char.IsAsciiLetter(value[0]) || value[0] is '/')
        && !value.AsSpan().ContainsAnyExcept(PlainCharacters)
        && !Words.Contains(value);
}
