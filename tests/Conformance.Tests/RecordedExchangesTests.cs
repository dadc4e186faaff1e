using Testing;
using Testing.Recordings;

namespace Conformance.Tests;

public sealed class RecordedExchangesTests
{
    // Of the transcripts, so that an exclusion stays an exception.
    private const double MostExcluded = 0.15;

    private static readonly string ExclusionFile = Repository.PathTo("tests", "goldens", "kube-api-exclusions.yaml");

    /// <summary>
    /// Each recorded exchange is replayed. One that is not excluded must be answered as the real server answered it, and an exclusion
    /// must exclude something: what has been mended leaves the list. Recordings from <c>GOLDENS_DIR</c> may lack what the list names.
    /// </summary>
    [ToolFact("python3")]
    public async Task Given_the_recordings_of_a_real_server_When_they_are_replayed_Then_only_what_is_excluded_differs()
    {
        if (Goldens.Set(Replay.SetName) is not { } recordings)
            return; // GOLDENS_DIR names recordings without this set.
        var exclusions = Exclusions.Read(await File.ReadAllTextAsync(ExclusionFile));
        await using var cluster = await ReplayedCluster.StartAsync();

        var results = await Replay.RunAsync(cluster, recordings);

        Exclusions.Undeclared(exclusions, results).Should().BeEmpty("what is not in {0} is answered as by a real server", ExclusionFile);
        if (Goldens.Source.IsReplaced)
            return;
        Exclusions.Idle(exclusions, results).Should().BeEmpty("an exclusion of what passes hides a step back");
        exclusions.Select(exclusion => exclusion.Transcript).Distinct().Count().Should().BeLessThanOrEqualTo((int)(results.Count * MostExcluded));
    }
}
