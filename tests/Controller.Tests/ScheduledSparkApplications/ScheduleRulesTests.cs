using System.Collections.Immutable;
using Controller.ScheduledSparkApplications;
using Controller.SparkApplications;
using Shared.Contracts.Names;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.ScheduledSparkApplications;

/// <summary>The decisions about a schedule under virtual time; the recorded lives are in the golden tests.</summary>
public sealed class ScheduleRulesTests
{
    private static readonly DateTimeOffset Three = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);
    private static readonly ScheduledRun Running = new("nightly-1", "uid-1", Three.AddHours(-1), ApplicationState.Running, IsOwned: true, IsBeingDeleted: false);

    [Fact]
    public void Given_a_new_schedule_When_decided_Then_its_next_run_is_recorded_and_awaited()
    {
        var decision = Decide("0 3 * * *", new ScheduledSparkApplicationStatus(), Three.AddHours(-2));

        decision.Effects.Should().BeEmpty();
        decision.Status.NextRun.Should().Be(Three);
        decision.Status.ScheduleState.Should().Be(ScheduleStates.Scheduled);
        decision.RequeueAfter.Should().Be(ScheduleRules.LongestWait, "the clock may be set meanwhile");
    }

    [Fact]
    public void Given_a_run_that_is_due_When_only_the_cache_says_so_Then_it_is_looked_at_live() =>
        Decide("0 3 * * *", Due, Three, isLive: false).NeedsLiveLook.Should().BeTrue();

    [Fact]
    public void Given_a_run_that_is_due_When_decided_twice_Then_both_times_under_the_same_name()
    {
        var (first, second) = (Decide("0 3 * * *", Due, Three), Decide("0 3 * * *", Due, Three.AddSeconds(40)));

        first.Effects.Should().Equal(new ScheduleEffect.StartRun("nightly-1777863600000000000"));
        second.Effects.Should().Equal(first.Effects, "a pass that died between acting and recording is repeated later");
        first.Status.NextRun.Should().Be(Three.AddDays(1));
        first.Status.LastRunName.Should().Be("nightly-1777863600000000000");
    }

    public static TheoryData<string, TimeSpan, string?, long?, string?, int> Pauses => new()
    {
        // schedule, how long nobody looked, catch-up policy, starting deadline, what is started, missed
        { "*/10 * * * *", TimeSpan.Zero, null, null, "nightly-1777863600000000000", 0 },
        { "*/10 * * * *", TimeSpan.FromMinutes(9), null, null, "nightly-1777863600000000000", 0 },
        { "*/10 * * * *", TimeSpan.FromMinutes(35), null, null, "nightly-1777865400000000000", 3 },
        { "*/10 * * * *", TimeSpan.FromMinutes(35), CatchUpPolicies.Once, null, "nightly-1777865400000000000", 3 },
        { "*/10 * * * *", TimeSpan.FromMinutes(35), CatchUpPolicies.Skip, null, null, 4 },
        { "*/10 * * * *", TimeSpan.FromSeconds(59), CatchUpPolicies.Skip, null, "nightly-1777863600000000000", 0 },
        { "*/10 * * * *", TimeSpan.FromMinutes(35), null, 300, "nightly-1777865400000000000", 3 },
        { "*/10 * * * *", TimeSpan.FromMinutes(36), null, 300, null, 4 },
        { "* * * * *", TimeSpan.FromDays(365), null, null, "nightly-1809399600000000000", 1000 },
        { "@every 10m", TimeSpan.FromMinutes(35), null, null, "nightly-1777865400000000000", 3 },
        { "@every 1s", TimeSpan.FromDays(365), null, null, "nightly-1809399600000000000", 1000 },
        { "@yearly", TimeSpan.FromDays(800), null, null, null, 0 },
    };

    [Theory, MemberData(nameof(Pauses))]
    public void Given_a_pause_of_the_controller_When_it_looks_again_Then_at_most_one_run_is_started(
        string schedule, TimeSpan pause, string? policy, long? deadline, string? started, int missed)
    {
        var decision = Decide(schedule, Due, Three + pause, change: spec => spec with { CatchUpPolicy = policy, StartingDeadlineSeconds = deadline });

        decision.Effects.OfType<ScheduleEffect.StartRun>().Select(run => run.Name).Should().Equal(started is null ? [] : [started]);
        (decision.Status.MissedRuns ?? 0).Should().Be(missed);
        decision.Status.NextRun.Should().BeAfter(Three + pause);
    }

    public static TheoryData<string, string, TimeSpan, TimeSpan> Steps => new()
    {
        // what, schedule, what the clock shows after 3:00:05, when the next run is due after 3:00
        { "a step back within the hour runs nothing twice", "*/10 * * * *", TimeSpan.FromMinutes(-35), TimeSpan.FromMinutes(10) },
        { "a long step back is believed", "0 * * * *", TimeSpan.FromHours(-48), TimeSpan.FromHours(-47) },
        { "a step back of an interval", "@every 10m", TimeSpan.FromMinutes(-30), TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(5) },
    };

    [Theory, MemberData(nameof(Steps))]
    public void Given_a_clock_that_is_set_When_decided_Then_the_schedule_goes_on(string what, string schedule, TimeSpan shown, TimeSpan expected)
    {
        var ran = Decide(schedule, Due, Three.AddSeconds(5)).Status;

        var decision = Decide(schedule, ran, Three + shown);

        decision.Effects.Should().BeEmpty(what);
        (decision.Status.NextRun - Three).Should().BeCloseTo(expected, TimeSpan.FromSeconds(5), what);
        Decide(schedule, decision.Status, Three + shown + TimeSpan.FromSeconds(1)).Status.NextRun.Should().Be(decision.Status.NextRun, "looking again changes nothing");
    }

    [Theory]
    [InlineData("@every 1s")]
    [InlineData("* * * * *")]
    public void Given_an_edited_schedule_When_decided_Then_the_new_one_counts_at_once(string edited)
    {
        var yearly = Decide("@yearly", new ScheduledSparkApplicationStatus(), Three).Status;

        Decide(edited, yearly, Three.AddHours(1)).Status.NextRun.Should().BeBefore(Three.AddHours(1).AddMinutes(2));
        Decide(edited, yearly with { ObservedSchedule = null }, Three.AddHours(1)).Status.NextRun.Should().BeBefore(Three.AddHours(1).AddMinutes(2), "an older CRD drops what we observed");
    }

    [Fact]
    public void Given_an_invalid_schedule_that_is_corrected_When_decided_Then_it_goes_on()
    {
        var invalid = Decide("0 3 * * *", Due, Three, change: spec => spec with { TimeZone = "Nope/Zone" }).Status;
        invalid.ScheduleState.Should().Be(ScheduleStates.FailedValidation);
        invalid.Reason.Should().Be("Invalid timezone: unknown time zone Nope/Zone");

        var corrected = Decide("0 3 * * *", invalid, Three.AddMinutes(1)).Status;

        corrected.ScheduleState.Should().Be(ScheduleStates.Scheduled);
        corrected.Reason.Should().BeNull();
        corrected.NextRun.Should().Be(Three.AddDays(1));
    }

    public static TheoryData<string?, bool, bool> Policies => new()
    {
        { null, true, false },
        { "", true, false },
        { ConcurrencyPolicies.Allow, true, false },
        { ConcurrencyPolicies.Forbid, false, false },
        { ConcurrencyPolicies.Replace, true, true },
        { "Maybe", false, false },
    };

    [Theory, MemberData(nameof(Policies))]
    public void Given_a_run_that_is_not_over_When_the_next_is_due_Then_the_policy_decides(string? policy, bool starts, bool deletes)
    {
        var decision = Decide("0 3 * * *", Due, Three, change: spec => spec with { ConcurrencyPolicy = policy }, runs: [Running]);

        decision.Effects.OfType<ScheduleEffect.StartRun>().Any().Should().Be(starts);
        decision.Effects.OfType<ScheduleEffect.DeleteRun>().Should().Equal(deletes ? [new ScheduleEffect.DeleteRun("nightly-1", "uid-1")] : []);
        decision.Status.NextRun.Should().Be(Three.AddDays(1));
    }

    [Fact]
    public void Given_Replace_and_the_very_run_from_an_interrupted_pass_When_decided_again_Then_it_is_not_replaced_by_itself()
    {
        var made = Running with { Name = "nightly-1777863600000000000" };

        Decide("0 3 * * *", Due, Three, change: spec => spec with { ConcurrencyPolicy = ConcurrencyPolicies.Replace }, runs: [made]).Effects
            .Should().Equal(new ScheduleEffect.StartRun(made.Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Given_Forbid_and_the_very_run_from_an_interrupted_pass_When_decided_again_Then_it_is_recorded_and_not_missed(int minutes)
    {
        var made = Running with { Name = "nightly-1777863600000000000", CreatedAt = Three };

        var decision = Decide(
            "0 3 * * *", Due, Three.AddMinutes(minutes), change: spec => spec with { ConcurrencyPolicy = ConcurrencyPolicies.Forbid, StartingDeadlineSeconds = 60 }, runs: [made]);

        (decision.Status.LastRunName, decision.Status.MissedRuns, decision.Missed).Should().Be((made.Name, null, 0));
    }

    [Fact]
    public void Given_a_run_that_was_made_and_never_recorded_When_later_ones_are_due_Then_it_is_not_counted_as_missed()
    {
        var made = Running with { Name = "nightly-1777863600000000000", CreatedAt = Three.AddSeconds(47), State = ApplicationState.Completed };

        Decide("*/10 * * * *", Due, Three.AddMinutes(35), runs: [made]).Status.MissedRuns.Should().Be(2, "3:10 and 3:20 were missed, and 3:30 is started");
        Decide("*/10 * * * *", Due, Three.AddMinutes(35), runs: [made with { IsOwned = false }]).Status.MissedRuns.Should().Be(3, "it may be anybody's");
    }

    [Fact]
    public void Given_runs_of_another_owner_When_history_is_trimmed_Then_they_are_left_alone()
    {
        var foreign = Enumerable.Range(0, 3).Select(index => Running with { Name = $"x-{index}", State = ApplicationState.Completed, IsOwned = false });

        Decide("0 3 * * *", Due, Three, runs: [.. foreign]).Effects.Should().AllBeOfType<ScheduleEffect.StartRun>();
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    public void Given_ended_runs_When_a_new_one_starts_Then_the_newest_are_kept(int? limit, int kept)
    {
        var ended = Enumerable.Range(0, 4).Select(index => Running with { Name = $"n-{index}", Uid = $"u-{index}", State = ApplicationState.Completed, CreatedAt = Three.AddHours(-index) }).ToImmutableArray();

        var decision = Decide("0 3 * * *", Due, Three, change: spec => spec with { SuccessfulRunHistoryLimit = limit }, runs: ended);

        (decision.Status.PastSuccessfulRunNames ?? []).Should().Equal(ended.Take(kept).Select(run => run.Name));
        decision.Effects.OfType<ScheduleEffect.DeleteRun>().Select(run => run.Name).Should().Equal(ended.Skip(kept).Select(run => run.Name));
    }

    [Fact]
    public void Given_a_run_that_the_server_refuses_When_decided_again_Then_it_is_still_due_and_people_are_told()
    {
        var refused = ScheduleRules.OnRefused(Observe("0 3 * * *", Due), new Rejection("Forbidden", "exceeded quota"), Three);

        refused.Status.NextRun.Should().Be(Three);
        refused.Status.Diagnosis!.Evidence.Should().Be("exceeded quota");
        refused.Said.Should().ContainSingle().Which.Reason.Should().Be(EventReasons.RunRefused);
        Decide("0 3 * * *", refused.Status, Three.AddSeconds(15)).Effects.Should().ContainSingle().Which.Should().BeOfType<ScheduleEffect.StartRun>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_the_clock_and_crashes_do_no_instant_is_run_twice_and_no_schedule_stands_still(int seed)
    {
        var (random, now, status, started) = (new Random(seed), Three, new ScheduledSparkApplicationStatus(), new HashSet<string>());
        for (var step = 0; step < 400; step++)
        {
            var decision = Decide("*/5 * * * *", status, now);
            var crashed = random.Next(4) == 0;
            foreach (var run in decision.Effects.OfType<ScheduleEffect.StartRun>())
                (started.Add(run.Name) || status.LastRunName != run.Name).Should().BeTrue("seed {0}, step {1}: {2} was recorded already", seed, step, run.Name);

            status = crashed ? status : decision.Status;
            status.NextRun?.Should().BeBefore(now.AddHours(2), "seed {0}, step {1}", seed, step);
            now += TimeSpan.FromSeconds(random.Next(20) == 0 ? -random.Next(3000) : random.Next(240));
        }

        started.Count.Should().BeGreaterThan(20);
    }

    private static ScheduledSparkApplicationStatus Due => new() { ScheduleState = ScheduleStates.Scheduled, NextRun = Three };

    private static ScheduleDecision Decide(
        string schedule, ScheduledSparkApplicationStatus status, DateTimeOffset now, bool isLive = true,
        Func<ScheduledSparkApplicationSpec, ScheduledSparkApplicationSpec>? change = null, ImmutableArray<ScheduledRun>? runs = null) =>
        ScheduleRules.Decide(Observe(schedule, status, isLive, change, runs), now, ScheduleSettings.Default);

    private static ScheduleObservation Observe(
        string schedule, ScheduledSparkApplicationStatus status, bool isLive = true,
        Func<ScheduledSparkApplicationSpec, ScheduledSparkApplicationSpec>? change = null, ImmutableArray<ScheduledRun>? runs = null)
    {
        var spec = new ScheduledSparkApplicationSpec
        {
            Schedule = schedule,
            Template = new SparkApplicationSpec
            {
                Type = ApplicationTypes.Scala,
                SparkVersion = "4.0.1",
                Image = "spark:4.0.1",
                MainClass = "org.example.Main",
                MainApplicationFile = "local:///opt/app.jar",
                Driver = new DriverSpec(),
                Executor = new ExecutorSpec(),
            },
        };
        return new ScheduleObservation(
            new ScheduleRecord { Namespace = "jobs", Name = "nightly", Uid = "uid", ResourceVersion = "1", Generation = 1 },
            new ScheduledSparkApplication { Metadata = new() { Name = "nightly", Namespace = "jobs" }, Spec = change?.Invoke(spec) ?? spec },
            status, null, runs ?? [], isLive);
    }
}
