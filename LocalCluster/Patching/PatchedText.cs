using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Patching;

/// <summary>A patched object as errors show it: objects that the patch went through have their keys in order, the others as they lay in the store.</summary>
internal static class PatchedText
{
    public static string Of(JsonObject patched, IEnumerable<IReadOnlyList<string>> touched)
    {
        var copy = patched.Clone();
        foreach (var path in touched.OrderByDescending(path => path.Count))
        {
            if (copy.ObjectAt([.. path]) is { } part)
                Sort(part);
        }

        return copy.ToText();
    }

    public static IEnumerable<IReadOnlyList<string>> TouchedBy(JsonArray operations) =>
        operations.Objects().SelectMany(operation => Prefixes((operation.TextAt("path") ?? "").Split('/')[1..]));

    public static IEnumerable<IReadOnlyList<string>> TouchedBy(JsonObject patch) =>
        patch.Where(pair => pair.Value is JsonObject)
            .SelectMany(pair => TouchedBy((JsonObject)pair.Value!).Select(below => (IReadOnlyList<string>)[pair.Key, .. below])).Prepend([]);

    private static IEnumerable<IReadOnlyList<string>> Prefixes(string[] steps) => Enumerable.Range(0, Math.Max(1, steps.Length)).Select(length => (IReadOnlyList<string>)steps[..length]);

    private static void Sort(JsonObject part)
    {
        var members = part.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        part.Clear();
        foreach (var (name, value) in members)
            part[name] = value;
    }
}
