using System.Text.Json;
using System.Text.Json.Nodes;
using Testing;

namespace Golden.Tests.Outcomes;

/// <summary>
/// What is equal today, in <c>tests/goldens/floor.json</c>: set, part, versions (joined by '=' when equal) and cases; <c>*</c> is all of them.
/// <c>allBut</c> names those that are not among them. It is kept true in both directions, so that nothing is lost unseen and what was won is held.
/// </summary>
public sealed record GoldenFloor(IReadOnlySet<string> Held)
{
    private const string NoVersion = "-";
    private const string AllCases = "*";
    private const string AllBut = "allBut";

    public static string File { get; } = Repository.PathTo("tests", "goldens", "floor.json");

    public static string Key(GoldenResult result) => $"{result.Set}/{result.Part}/{result.Version ?? NoVersion}/{result.Case}";

    public static bool Holds(GoldenResult result) => result.Verdict is Verdict.Equal or Verdict.Difference;

    /// <summary>Reads a floor for the results at hand: <c>*</c> means all cases among them.</summary>
    public static GoldenFloor Parse(JsonObject text, IReadOnlyList<GoldenResult> results)
    {
        var held =
            from set in text
            from part in set.Value!.AsObject()
            from versions in part.Value!.AsObject()
            from version in versions.Key.Split('=')
            let all = results.Where(result => result.Set == set.Key && result.Part == part.Key && (result.Version ?? NoVersion) == version).Select(result => result.Case)
            from name in versions.Value switch
            {
                JsonArray names => Names(names),
                JsonObject rest => all.Except(Names(rest[AllBut]!.AsArray())),
                _ => all,
            }
            select $"{set.Key}/{part.Key}/{version}/{name}";
        return new(held.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The floor that the results justify.</summary>
    public static JsonObject Of(IEnumerable<GoldenResult> results)
    {
        var floor = new JsonObject();
        foreach (var part in results.Where(result => result.Verdict is not Verdict.Skipped).GroupBy(result => (result.Set, result.Part)).OrderBy(group => group.Key.Set, StringComparer.Ordinal).ThenBy(group => group.Key.Part, StringComparer.Ordinal))
        {
            var byVersion = part
                .GroupBy(result => result.Version ?? NoVersion)
                .Select(version => (Version: version.Key, Cases: CasesOf(version)))
                .Where(version => version.Cases is not null)
                .GroupBy(version => version.Cases!.ToJsonString())
                .Select(group => KeyValuePair.Create(string.Join('=', group.Select(version => version.Version).Order(StringComparer.Ordinal)), group.First().Cases))
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .ToList();
            if (byVersion.Count == 0)
                continue;
            floor[part.Key.Set] ??= new JsonObject();
            floor[part.Key.Set]![part.Key.Part] = new JsonObject(byVersion);
        }

        return floor;
    }

    public static string Text(JsonObject floor) => floor.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";

    private static JsonNode? CasesOf(IEnumerable<GoldenResult> results)
    {
        var all = results.ToList();
        var held = all.Where(Holds).Select(result => result.Case).Distinct().Order(StringComparer.Ordinal).ToList();
        var others = all.Where(result => !Holds(result)).Select(result => result.Case).Distinct().Order(StringComparer.Ordinal).ToList();
        return held.Count == 0 ? null
            : others.Count == 0 ? JsonValue.Create(AllCases)
            : others.Count < held.Count ? new JsonObject { [AllBut] = Array(others) }
            : Array(held);
    }

    private static IEnumerable<string> Names(JsonArray names) => names.Select(name => (string)name!);

    private static JsonArray Array(IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name))];
}
