using Simulation.Tests.Scenarios;
using Xunit.Abstractions;

namespace Simulation.Tests.Enumerated;

/// <summary>Two faults: right after each other at every call, and anywhere.</summary>
public sealed class TwoFaultsTests(ITestOutputHelper output)
{
    private const int Sample = 1000;

    public static TheoryData<string> Names => Plans.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task With_a_crash_before_or_after_any_call_and_again_right_after_the_restart_the_end_is_the_same(string name)
    {
        var scenario = Scenario.Find(name);
        await output.NoViolations(
            from call in await Plans.CallsAsync(scenario)
            from next in Enumerable.Range(1, 4)
            from kinds in new[] { (FaultKind.CrashAfter, FaultKind.CrashAfter), (FaultKind.LostAnswer, FaultKind.CrashBefore), (FaultKind.CrashAfter, FaultKind.LostAnswer) }
            select new Plan(scenario, [new Fault(call, kinds.Item1), new Fault(call + next, kinds.Item2)]));
    }

    /// <summary>Any number of them is run by hand; see <c>docs/reliability.md</c>.</summary>
    [Fact]
    public async Task With_any_pair_of_faults_of_a_sample_the_end_is_the_same()
    {
        var pairs = await FaultPairs.AllAsync();
        var random = new Random(1);
        await output.NoViolations(Enumerable.Range(0, Sample).Select(_ => pairs[random.Next(pairs.Count)]));
    }
}
