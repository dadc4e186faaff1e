using Simulation.Tests.Scenarios;
using Xunit.Abstractions;

namespace Simulation.Tests.Enumerated;

/// <summary>Caches that are late, of one controller and of a second one that works beside it.</summary>
public sealed class LateCacheTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => Plans.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task With_a_cache_that_is_late_the_end_is_the_same(string name) => await output.NoViolations(
        from second in SecondsOf(name)
        from lag in new[] { 1, 2, 5, 8 }
        from partly in new[] { false, true }
        select new Plan(Scenario.Find(name), [], LagAt: second, Lag: lag) { OnlyApplicationsLag = partly });

    [Theory, MemberData(nameof(Names))]
    public async Task With_two_leaders_one_of_them_late_the_end_is_the_same(string name) => await output.NoViolations(
        from second in SecondsOf(name)
        from lag in new[] { 0, 1, 3, 12 }
        from partly in new[] { false, true }
        select new Plan(Scenario.Find(name), [], Leaders: 2, LagAt: second, Lag: lag) { OnlyApplicationsLag = partly });

    // When something happens: a schedule is due for the second time after two minutes, and has looked at its history by then.
    private static IEnumerable<int> SecondsOf(string name) =>
        Scenario.Find(name).Plural == "scheduledsparkapplications" ? [0, .. Enumerable.Range(59, 4), .. Enumerable.Range(118, 10)] : Enumerable.Range(0, 25);
}
