using Simulation.Tests.Enumerated;
using Simulation.Tests.Scenarios;
using Xunit.Abstractions;

namespace Simulation.Tests;

/// <summary>Plans drawn from a seed, and that a plan can be run again from its one line.</summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    private const int Sample = 1500;

    [Fact]
    public async Task The_same_plan_gives_the_same_trace()
    {
        var plan = new Plan(Scenario.All[3], [new Fault(5, FaultKind.CrashAfter), new Fault(9, FaultKind.LostAnswer)]);

        var first = await plan.RunAsync();
        for (var repeat = 0; repeat < 19; repeat++)
            (await plan.RunAsync()).Trace.Should().Equal(first.Trace);
    }

    [Fact]
    public async Task With_several_faults_drawn_from_a_seed_the_end_is_the_same() =>
        await output.NoViolations(Enumerable.Range(0, Sample).Select(number => RandomPlans.At(seed: 1, number)));

    // Found at random, each a defect of its own; what is told is what was wrong.
    [Theory]
    [InlineData("the killed controller forgot the Services of a driver that came to light during a suspension", "fault=CrashBefore@31 user=Suspend@19 scenario=S17 deleted and created again")]
    [InlineData("a suspension forgot the ConfigMaps of a submission that was interrupted while it cleaned up", "fault=CrashBefore@23 user=Suspend@27 scenario=S05 submission refused for good")]
    [InlineData("a run was counted as missed that was started and, for a suspension, not recorded", "fault=Conflict@80 fault=ServerErrorBefore@37 fault=Conflict@46 user=Suspend@25 pause=60@47 scenario=S20 suspended and resumed")]
    [InlineData("a submission that was repeated on the word of a late cache made another driver for an application that was gone", "fault=ServerErrorAfter@85 fault=RefusedConnection@4 user=Recreate@2 lag-of-applications=7@0 clock=28800@59 scenario=S10 suspended and resumed")]
    [InlineData("the same, without any fault", "user=Delete@1 lag-of-applications=9@0 clock=3600@24 scenario=S03 OnFailure, works at last")]
    [InlineData("what a Connect server needs was made anew for one that was gone, on the word of a late cache", "fault=CrashBefore@34 fault=CrashAfter@63 fault=Conflict@79 lag=12@2 pause=28800@13 scenario=C06 deleted and created again otherwise")]
    [InlineData("the same, of the same specification", "fault=RefusedConnection@43 lag=11@9 pause=60@12 scenario=C06 deleted and created again")]
    [InlineData("the same, after a shorter delay", "fault=Conflict@1 fault=CrashBefore@39 lag=8@10 pause=28800@13 scenario=C06 deleted and created again otherwise")]
    [InlineData("the same, from the first second on", "fault=Conflict@21 fault=TooManyRequests@47 fault=CrashAfter@61 lag=11@1 pause=28800@11 scenario=C06 deleted and created again otherwise")]
    [InlineData("a leader whose cache was late went back behind what its own live look had shown", "fault=Conflict@46 fault=ServerErrorBefore@45 user=SuspendAndResume@4 leaders=2 lag-of-applications=7@0 scenario=S02 driver fails, Never")]
    public async Task A_plan_that_found_a_defect_finds_none_any_more(string defect, string plan) =>
        (await PlanText.Parse(plan).RunAsync()).Violations.Should().BeEmpty(defect);

    // Found at random too; the controller did what it had to do, and more was expected of it.
    [Theory]
    [InlineData("suspended and resumed while the cache was late", "fault=CrashAfter@31 fault=Conflict@81 fault=Conflict@111 lag=12@3 pause=60@45 scenario=S10 suspended and resumed")]
    [InlineData("edited before there was a driver", "fault=CrashBefore@3 fault=TooManyRequests@28 fault=LostAnswer@57 user=SuspendAndResume@2 lag-of-applications=10@7 clock=3600@44 scenario=S06 edited while running")]
    [InlineData("no driver that could be deleted", "fault=RefusedConnection@4 fault=ServerErrorBefore@89 fault=ServerErrorAfter@22 fault=CrashAfter@31 user=SuspendAndResume@2 lag=5@56 scenario=S26 driver deleted by a user")]
    [InlineData("suspended before a deletion that went wrong was repeated", "fault=TooManyRequests@34 fault=LostAnswer@57 fault=TooManyRequests@19 fault=ServerErrorBefore@92 user=Suspend@96 pause=3600@31 scenario=S20 Allow")]
    [InlineData("an attempt that was suspended before it ran is one all the same", "user=SuspendAndResume@7 leaders=2 scenario=S03 OnFailure, works at last")]
    [InlineData("the same, with faults", "fault=ServerErrorAfter@99 fault=RefusedConnection@90 fault=TooManyRequests@98 user=SuspendAndResume@7 leaders=2 pause=-60@59 scenario=S03 OnFailure, works at last")]
    [InlineData("the same, of a later attempt", "fault=Conflict@24 fault=ServerErrorBefore@81 user=SuspendAndResume@34 leaders=2 lag=9@50 scenario=S03 OnFailure, works at last")]
    [InlineData("a driver that a person took away before its attempt was recorded is made once more", "fault=CrashAfter@32 fault=LostAnswer@19 fault=ServerErrorBefore@79 user=Recreate@6 lag=6@1 clock=-60@2 scenario=S26 driver deleted by a user")]
    [InlineData("the same, of an attempt after an edit", "fault=ServerErrorAfter@29 fault=CrashAfter@40 fault=Conflict@61 user=Edit@7 lag-of-applications=11@24 clock=-60@18 scenario=S26 driver deleted by a user")]
    [InlineData("a user action that never came about", "fault=CrashAfter@61 user=SuspendAndResume@118 lag=11@2 scenario=S10 suspended and resumed")]
    public async Task A_plan_of_which_too_much_was_expected_is_judged_by_what_happened(string what, string plan) =>
        (await PlanText.Parse(plan).RunAsync()).Violations.Should().BeEmpty(what);

    [Fact]
    public async Task A_plan_that_is_made_again_from_its_line_gives_the_same_trace()
    {
        for (var number = 0; number < 20; number++)
        {
            var plan = RandomPlans.At(7, number);
            var again = PlanText.Parse(plan.ToString());

            again.ToString().Should().Be(plan.ToString());
            (await again.RunAsync()).Trace.Should().Equal((await plan.RunAsync()).Trace);
        }
    }

    [Theory, InlineData("fault=Crash"), InlineData("scenario=none"), InlineData("fault=CrashAfter scenario=S01 submit, complete"), InlineData("what=3@4 scenario=S01 submit, complete")]
    public void What_is_no_plan_is_refused(string text) => FluentActions.Invoking(() => PlanText.Parse(text)).Should().Throw<FormatException>();
}
