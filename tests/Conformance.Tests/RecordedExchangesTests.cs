using Testing;

namespace Conformance.Tests;

public sealed class RecordedExchangesTests
{
    /// <summary>Set to 1 to replay everything and to rewrite the floor with what passes.</summary>
    private const string Update = "UPDATE_CONFORMANCE";

    private static readonly string Floor = Repository.PathTo("tests", "Conformance.Tests", "passing.txt");

    [ToolFact("python3")]
    public async Task Given_the_recordings_of_a_real_server_When_they_are_replayed_Then_every_transcript_of_the_floor_passes()
    {
        var isUpdate = Environment.GetEnvironmentVariable(Update) == "1";
        var floor = ReadFloor();
        await using var cluster = await ReplayedCluster.StartAsync();

        var results = await Replay.RunAsync(cluster, isUpdate ? null : floor);

        if (isUpdate)
            WriteFloor(results);
        else
            results.Select(result => result.Name).Should().BeEquivalentTo(floor, "each line of the floor names a transcript");
        results.Where(result => !result.Passed && (!isUpdate || floor.Contains(result.Name)))
            .Select(result => $"{result.Name}: {string.Join("; ", result.Differences.Take(4))}")
            .Should().BeEmpty("what has passed once must not break again");
    }

    private static HashSet<string> ReadFloor() =>
        [.. File.ReadAllLines(Floor).Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    private static void WriteFloor(IReadOnlyList<ReplayResult> results)
    {
        var passing = results.Where(result => result.Passed).Select(result => result.Name).Order(StringComparer.Ordinal).ToList();
        File.WriteAllLines(Floor,
        [
            $"# Recorded exchanges that LocalCluster answers as the real server did: {passing.Count} of {results.Count}.",
            $"# {Update}=1 dotnet test tests/Conformance.Tests -c Release replays all of them and rewrites this list; a person reviews the change.",
            .. passing,
        ]);
    }
}
