using System.Text.Json.Nodes;
using Golden.Tests.Adapters;
using Golden.Tests.Differences;
using Golden.Tests.Outcomes;
using Testing.Recordings;

namespace Golden.Tests;

[Collection(GoldenCollection.Name)]
public sealed class GoldenTests(GoldenReport report)
{
    private const int Shown = 20;

    // Another source brings other cases: then nothing may fail, and an entry may match nothing.
    private static readonly bool IsOwnSource = !Goldens.Source.IsReplaced;

    private static bool IsUpdate => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && IsOwnSource;

    public static TheoryData<string> Sets => [.. GoldenAdapters.Sets];

    [Theory, MemberData(nameof(Sets))]
    public void What_was_equal_to_the_recordings_is_still_equal(string set)
    {
        var results = report.ResultsOf(set);
        if (results is [{ Verdict: Verdict.Skipped }])
            return;
        var floor = IsOwnSource ? FloorFor(results) : GoldenFloor.Parse(GoldenFloor.Of(results.Select(Claimed)), results);

        var lost = results.Where(result => !GoldenFloor.Holds(result) && floor.Held.Contains(GoldenFloor.Key(result))).ToList();
        lost.Should().BeEmpty("{0} answers of set '{1}' differ undeclared, the first are\n{2}\n", lost.Count, set, string.Join('\n', lost.Take(Shown)));

        var keys = results.Select(GoldenFloor.Key).ToHashSet(StringComparer.Ordinal);
        floor.Held.Where(key => key.StartsWith(set + "/", StringComparison.Ordinal) && !keys.Contains(key)).Take(Shown)
            .Should().BeEmpty("floor.json must name cases that exist");
    }

    [Fact]
    public void The_floor_names_all_that_is_equal()
    {
        var results = GoldenAdapters.Sets.SelectMany(report.ResultsOf).ToList();
        var text = GoldenFloor.Text(GoldenFloor.Of(results));
        if (IsUpdate)
            File.WriteAllText(GoldenFloor.File, text);

        // A set that this machine cannot ask is left as it is.
        var known = JsonNode.Parse(File.ReadAllText(GoldenFloor.File))!.AsObject();
        foreach (var skipped in results.Where(result => result.Verdict is Verdict.Skipped))
            _ = known.Remove(skipped.Set);
        if (IsOwnSource)
            GoldenFloor.Text(known).Should().Be(text, "what is equal now must not get lost; UPDATE_GOLDEN=1 rewrites tests/goldens/floor.json");
    }

    [Fact]
    public void Every_declared_difference_shows_somewhere()
    {
        var results = GoldenAdapters.Sets.SelectMany(report.ResultsOf).ToList();
        var shown = results.SelectMany(result => result.Differences).ToHashSet();
        var skipped = results.Where(result => result.Verdict is Verdict.Skipped).Select(result => result.Set).ToHashSet();

        DeclaredDifferences.All.Where(entry => IsOwnSource && !shown.Contains(entry.Id) && !entry.Sets.All(skipped.Contains)).Select(entry => entry.Id)
            .Should().BeEmpty("an entry of differences.yaml that matches nothing is out of date");
    }

    [Fact]
    public void The_compatibility_document_is_up_to_date()
    {
        var text = CompatibilityDocument.Render(DeclaredDifferences.All);
        if (IsUpdate)
            File.WriteAllText(CompatibilityDocument.File, text);

        File.ReadAllText(CompatibilityDocument.File).Should().Be(text, "UPDATE_GOLDEN=1 rewrites docs/compatibility.md");
    }

    private static GoldenFloor FloorFor(IReadOnlyList<GoldenResult> results) =>
        GoldenFloor.Parse(JsonNode.Parse(File.ReadAllText(GoldenFloor.File))!.AsObject(), results);

    private static GoldenResult Claimed(GoldenResult result) =>
        result.Verdict is Verdict.Fail ? result with { Verdict = Verdict.Equal } : result;
}
