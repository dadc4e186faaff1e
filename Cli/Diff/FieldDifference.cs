using System.Text.Json.Nodes;

namespace Cli.Diff;

/// <summary>One field that two objects do not share.</summary>
/// <param name="Path">As a user writes it: <c>spec.driver.memory</c>, <c>spec.sparkConf['spark.ui.port']</c>.</param>
/// <param name="Live">Null when the live object does not have it.</param>
/// <param name="Wanted">Null when the manifest does not have it.</param>
internal sealed record FieldDifference(string Path, JsonNode? Live, JsonNode? Wanted);

/// <summary>Compares two documents field by field.</summary>
internal static class FieldDifferences
{
    public static IEnumerable<FieldDifference> Between(string path, JsonNode? live, JsonNode? wanted)
    {
        if (live is JsonObject before && wanted is JsonObject after)
            return before.Select(member => member.Key).Union(after.Select(member => member.Key)).Order(StringComparer.Ordinal)
                .SelectMany(key => Between(Member(path, key), before[key], after[key]));

        // Lists of other lengths are told as a whole: an insertion would shift every index behind it.
        if (live is JsonArray from && wanted is JsonArray to && from.Count == to.Count)
            return Enumerable.Range(0, from.Count).SelectMany(index => Between($"{path}[{index}]", from[index], to[index]));

        return JsonNode.DeepEquals(live, wanted) ? [] : [new FieldDifference(path, live, wanted)];
    }

    private static string Member(string path, string key)
    {
        if (key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            return path.Length == 0 ? key : $"{path}.{key}";
        return $"{path}['{key}']";
    }
}
