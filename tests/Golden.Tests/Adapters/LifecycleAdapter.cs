using Golden.Tests.Lives;
using Golden.Tests.Outcomes;
using Testing.Comparison;
using Testing.Lives;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Set <c>lifecycle</c>: recorded lives, lived again under virtual time.</summary>
internal sealed class LifecycleAdapter : IGoldenAdapter
{
    public IEnumerable<Finding> Run(GoldenSet set) => set.Cases.Select(@case => new RecordedLife(@case)).SelectMany(Findings);

    private static IEnumerable<Finding> Findings(RecordedLife life)
    {
        var recorded = life.Recorded;
        var ours = new Lazy<Chronicle>(() => life.UpToTheEnd(RunTokens.In(Life.PlayAsync(life.Script).GetAwaiter().GetResult())));
        return
        [
            Of("transitions", () => LifeComparison.Transitions(recorded, ours.Value, life.OnlyTheEndCounts)),
            Of("events", () => LifeComparison.Events(recorded, ours.Value)),
            Of("writes", () => LifeComparison.Writes(recorded, ours.Value, life.OnlyTheEndCounts)),
        ];

        Finding Of(string part, Func<IReadOnlyList<Difference>> compare) => Finding.Of(life.Name, part, null, life.Input, compare);
    }
}
