using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Tables;

/// <summary>The part of JSONPath that printer columns use: names, indexes, <c>[*]</c>, and <c>[?(@.a=="b")]</c>.</summary>
internal static class JsonPaths
{
    public static IEnumerable<JsonNode?> Find(JsonNode? root, string path)
    {
        IEnumerable<JsonNode?> found = [root];
        foreach (var step in Steps(path))
            found = found.SelectMany(node => Take(node, step)).ToList();
        return found;
    }

    private static IEnumerable<JsonNode?> Take(JsonNode? node, string step)
    {
        if (step is "[*]")
            return node switch { JsonArray list => list, JsonObject map => map.Select(pair => pair.Value), _ => [] };
        if (step.StartsWith("[?(@.", StringComparison.Ordinal))
            return node is JsonArray list ? list.Where(element => Matches(element, step)) : [];
        if (step.StartsWith('[') && int.TryParse(step[1..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            if (node is not JsonArray elements)
                return [];
            var at = index < 0 ? elements.Count + index : index;
            return at >= 0 && at < elements.Count ? [elements[at]] : [];
        }

        var name = step.StartsWith('[') ? step[1..^1].Trim('\'', '"') : step;
        return node is JsonObject o && o.TryGetPropertyValue(name, out var child) ? [child] : [];
    }

    private static bool Matches(JsonNode? element, string filter)
    {
        var condition = filter["[?(@.".Length..].TrimEnd(']').TrimEnd(')');
        var parts = condition.Split("==", 2);
        var value = element.At(parts[0].Trim().Split('.'));
        return parts.Length == 1 ? value is not null : (value.AsText() ?? value.ToText()) == parts[1].Trim().Trim('\'', '"');
    }

    private static IEnumerable<string> Steps(string path)
    {
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '.')
            {
                at++;
                continue;
            }

            var start = at;
            if (path[at] == '[')
            {
                at = path.IndexOf(']', at);
                at = at < 0 ? path.Length : at + 1;
            }
            else
            {
                while (at < path.Length && path[at] is not ('.' or '['))
                    at += path[at] == '\\' && at + 1 < path.Length ? 2 : 1;
            }

            // A backslash protects a dot inside a name.
            yield return path[start..at].Replace("\\", "", StringComparison.Ordinal);
        }
    }
}
