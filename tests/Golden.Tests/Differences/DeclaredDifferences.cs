using System.Text.Json.Nodes;
using Testing;
using Testing.Comparison;

namespace Golden.Tests.Differences;

/// <summary>Reads <c>tests/goldens/differences.yaml</c>. An entry that is not as it should be stops all golden tests.</summary>
public static class DeclaredDifferences
{
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "id", "reason", "sets", "parts", "versions", "when", "path", "upstream", "ours",
    };

    public static string File { get; } = Repository.PathTo("tests", "goldens", "differences.yaml");

    private static readonly Lazy<IReadOnlyList<DeclaredDifference>> LazyAll = new(() => Parse(System.IO.File.ReadAllText(File)));

    public static IReadOnlyList<DeclaredDifference> All => LazyAll.Value;

    public static IReadOnlyList<DeclaredDifference> Parse(string yaml)
    {
        var entries = (YamlText.Documents(yaml).FirstOrDefault() as JsonArray ?? []).Select(Entry).ToList();
        if (entries.GroupBy(entry => entry.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Bad(twice.Key, "is declared twice; give each difference its own id.");
        return entries;
    }

    private static DeclaredDifference Entry(JsonNode? node)
    {
        var entry = node as JsonObject ?? throw Bad("?", $"is {node?.ToJsonString() ?? "empty"}; write a mapping.");
        var id = (string?)entry["id"] ?? throw Bad("?", $"has no id: {entry.ToJsonString()}");
        if (entry.FirstOrDefault(member => !Members.Contains(member.Key)).Key is { } unknown)
            throw Bad(id, $"has '{unknown}', which is not one of {string.Join(", ", Members)}.");

        return new(
            id,
            (string?)entry["reason"] ?? throw Bad(id, "has no reason; name the defect upstream or the promise."),
            Texts(entry["sets"]) is { Count: > 0 } sets ? sets : throw Bad(id, "has no sets."),
            Texts(entry["parts"]) is { Count: > 0 } parts ? parts : throw Bad(id, "has no parts."),
            Texts(entry["versions"]),
            [.. (entry["when"] as JsonArray ?? []).Select(condition => Condition(id, condition))],
            (string?)entry["path"] ?? throw Bad(id, "has no path."),
            Value(entry["upstream"]),
            Value(entry["ours"]));
    }

    private static InputCondition Condition(string id, JsonNode? node)
    {
        var condition = new InputCondition(
            (string?)node?["at"] ?? throw Bad(id, "has a condition without 'at'."), (bool?)node!["exists"], node["is"]?.DeepClone(), (string?)node["matches"]);
        return condition is { Exists: null, IsValue: null, Matches: null }
            ? throw Bad(id, $"says nothing about '{condition.At}'; write exists, is or matches.")
            : condition;
    }

    private static DeclaredValue Value(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } map when map["matches"] is { } pattern => new(null, (string?)pattern, null),
        JsonObject { Count: 1 } map when map["input"] is { } path => new(null, null, (string?)path),
        JsonObject { Count: 1 } map when (string?)map["above"] == "upstream" => new(null, null, null) { IsMore = true },
        _ => new(node?.DeepClone(), null, null),
    };

    private static List<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(item => InputPath.Text(item))];

    private static FormatException Bad(string id, string problem) => new($"tests/goldens/differences.yaml: entry '{id}' {problem}");
}
