using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Comparison;

public sealed class RecordedPodsTests
{
    [Fact]
    public void Every_recorded_pod_equals_itself()
    {
        if (Goldens.Set("admission") is not { } set)
            return; // GOLDENS_DIR names recordings without this set.

        foreach (var side in set.Cases.Select(@case => @case.Json()).SelectMany(@case => new[] { @case["driver"], @case["executor"] })
            .Where(side => side?["output"] is not null))
        {
            SemanticComparer.Objects(side!["output"], side["output"], new Tokens()).Should().BeEmpty();
        }
    }
}
