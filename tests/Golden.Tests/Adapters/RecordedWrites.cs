using System.Text.Json.Nodes;
using Testing.Comparison;

namespace Golden.Tests.Adapters;

/// <summary>The objects that a recorded submission sent; which verb, in which order and how often is not compared here.</summary>
internal static class RecordedWrites
{
    private const string NamespacesInPath = "/namespaces/";

    public static JsonObject Driver(JsonObject recorded) => Objects(recorded).Single(IsPod);

    public static IEnumerable<JsonObject> Companions(JsonObject recorded) => Objects(recorded).Where(item => !IsPod(item));

    public static bool IsPod(JsonObject item) => (string?)item["kind"] == "Pod";

    /// <summary>An object goes to the namespace of its path, whether it says so or not.</summary>
    public static JsonObject In(string? targetNamespace, JsonObject item)
    {
        var placed = item.DeepClone().AsObject();
        if (targetNamespace is not null)
            (placed["metadata"] ??= new JsonObject())["namespace"] ??= targetNamespace;
        return placed;
    }

    /// <summary>Objects side by side, by kind and name.</summary>
    public static IReadOnlyList<Difference> Compare(IEnumerable<JsonObject> recorded, IEnumerable<JsonObject> found, Tokens tokens)
    {
        var ours = found.ToList();
        var differences = new List<Difference>();
        foreach (var item in recorded)
        {
            var path = $"$['{Kind(item)}/{Name(item)}']";
            var index = ours.FindIndex(other => Kind(other) == Kind(item) && tokens.Match(Name(item), Name(other)));
            if (index < 0)
            {
                differences.Add(new(path, item, null));
                continue;
            }

            differences.AddRange(SemanticComparer.Objects(item, ours[index], tokens).Select(inside => inside with { Path = path + inside.Path[1..] }));
            ours.RemoveAt(index);
        }

        return [.. differences, .. ours.Select(extra => new Difference($"$['{Kind(extra)}/{Name(extra)}']", null, extra))];
    }

    // An object that is written twice counts as it was written last.
    private static IEnumerable<JsonObject> Objects(JsonObject recorded) => recorded["writes"]!.AsArray()
        .Select(write => In(NamespaceOf((string)write!["path"]!), write["object"]!.AsObject()))
        .GroupBy(item => (Kind(item), Name(item)))
        .Select(group => group.Last());

    private static string? NamespaceOf(string path) =>
        path.IndexOf(NamespacesInPath, StringComparison.Ordinal) is var start and >= 0 ? path[(start + NamespacesInPath.Length)..].Split('/')[0] : null;

    private static string Kind(JsonObject item) => (string?)item["kind"] ?? "";

    private static string Name(JsonObject item) => (string?)item["metadata"]?["name"] ?? "";
}
