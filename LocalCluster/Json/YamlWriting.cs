using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalCluster.Json;

/// <summary>JSON nodes as YAML, in the style of a real server: members by name, two blanks a level, lists not indented, quotes only where the text would read as something else.</summary>
internal static partial class YamlWriting
{
    public static string ToYaml(this JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, 0, inList: false);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth, bool inList)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                WriteMap(text, map, depth, inList);
                break;
            case JsonArray { Count: > 0 } list:
                WriteList(text, list, depth, inList);
                break;
            default:
                _ = text.Append(Scalar(node, depth)).Append('\n');
                break;
        }
    }

    private static void WriteMap(StringBuilder text, JsonObject map, int depth, bool inList)
    {
        var isFirst = true;
        foreach (var (name, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            // The first member of an element stands on the line of its dash.
            if (!(isFirst && inList))
                _ = text.Append(' ', depth * 2);
            isFirst = false;
            _ = text.Append(Plain(name)).Append(':');
            var isBlock = value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 };
            _ = text.Append(isBlock ? '\n' : ' ');
            Write(text, value, value is JsonArray ? depth : depth + 1, inList: false);
        }
    }

    private static void WriteList(StringBuilder text, JsonArray list, int depth, bool inList)
    {
        var isFirst = true;
        foreach (var element in list)
        {
            if (!(isFirst && inList))
                _ = text.Append(' ', depth * 2);
            isFirst = false;
            _ = text.Append("- ");
            Write(text, element, depth + 1, inList: true);
        }
    }

    private static string Scalar(JsonNode? node, int depth) => node switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when node.GetValueKind() is not JsonValueKind.String => node.ToText(),
        _ when node.AsText() is { } text && text.Contains('\n', StringComparison.Ordinal) && text.All(c => c is '\n' or '\t' || !char.IsControl(c)) && !text.StartsWith(' ') => Block(text, depth),
        _ => Plain(node.AsText()!),
    };

    // The mark says how many line ends stand at the end: one is what a block has.
    private static string Block(string text, int depth)
    {
        var mark = text.EndsWith("\n\n", StringComparison.Ordinal) ? "|+" : text.EndsWith('\n') ? "|" : "|-";
        var body = text.EndsWith('\n') ? text[..^1] : text;
        return $"{mark}\n{string.Join('\n', body.Split('\n').Select(line => line.Length == 0 ? "" : new string(' ', depth * 2) + line))}";
    }

    private static string Plain(string text)
    {
        if (text.Any(char.IsControl))
            return JsonValue.Create(text).ToText();
        // What would be read as another type gets double quotes, what would break the syntax single ones.
        if (text.Length == 0 || Typed().IsMatch(text))
            return $"\"{text}\"";
        return Breaking().IsMatch(text) ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : text;
    }

    [GeneratedRegex(@"\A(~|null|Null|NULL|true|True|TRUE|false|False|FALSE|y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|[-+]?[0-9][0-9_]*|0x[0-9a-fA-F]+|0o?[0-7]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?|=|<<)\z")]
    private static partial Regex Typed();

    [GeneratedRegex(@"\A[-?:](\s|\z)|\A[,\[\]{}#&*!|>'""%@`]|: |:\z| #|\A\s|\s\z")]
    private static partial Regex Breaking();
}
