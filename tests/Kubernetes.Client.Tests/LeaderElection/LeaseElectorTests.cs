using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Testing.Time;

namespace Kubernetes.Client.Tests.LeaderElection;

public sealed class LeaseElectorTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private readonly ManualTimeProvider _clock = new();
    private readonly LeaseStand _stand = new();
    private readonly Candidate _a;
    private readonly Candidate _b;

    public LeaseElectorTests() => (_a, _b) = (new Candidate("a", _stand, _clock, seed: 1), new Candidate("b", _stand, _clock, seed: 2));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task The_first_one_makes_the_lease_and_leads_and_the_second_follows()
    {
        await BothAsync();

        _stand.Lease!.Spec.Should().BeEquivalentTo(new { HolderIdentity = "a", LeaseDurationSeconds = 15, LeaseTransitions = 0 });
        _stand.Lease.Spec!.AcquireTime.Should().NotBeNull();
        (_a.Works, _b.Works).Should().Be((true, false));
        _b.Told.Should().Equal("follows a");
    }

    [Fact]
    public async Task While_all_is_well_one_leads_for_hours_with_one_write_each_time_in_the_lane_of_the_lease()
    {
        await BothAsync();
        var before = _a.Api.Requests.Count;

        await PassAsync(TimeSpan.FromMinutes(10), () => Leaders().Should().Be(1));

        _a.Terms.Should().Be(1);
        var renewals = _a.Api.Requests.Skip(before).ToList();
        renewals.Should().OnlyContain(request => request.Method == "PUT" && request.Lane == ApiLane.Lease && request.Timeout == TimeSpan.FromSeconds(5));
        renewals.Should().HaveCountGreaterThan(290).And.HaveCountLessThan(400);
        _stand.Lease!.Spec!.LeaseTransitions.Should().Be(0);
    }

    [Fact]
    public async Task When_the_leader_stops_it_gives_the_lease_back_and_the_other_leads_within_three_seconds()
    {
        await BothAsync();
        var stopped = _clock.GetUtcNow();

        await _a.StopAsync();
        _stand.Lease!.Spec!.HolderIdentity.Should().BeEmpty();
        await Eventually.True(_clock, Step, () => _b.Works);

        (_b.StartedAt - stopped).Should().BeLessThan(TimeSpan.FromSeconds(3));
        _a.Elector.IsLeader.Should().BeFalse();
        _stand.Lease.Spec.Should().BeEquivalentTo(new { HolderIdentity = "b", LeaseTransitions = 1 });
    }

    [Fact]
    public async Task When_the_leader_is_cut_off_it_stops_before_the_other_starts()
    {
        await BothAsync();
        var cut = _clock.GetUtcNow();

        _a.Api.Cut = true;
        await PassAsync(TimeSpan.FromSeconds(25), () => Leaders().Should().BeLessOrEqualTo(1));

        (_a.Works, _b.Works).Should().Be((false, true));
        _a.EndedAt.Should().BeBefore(_b.StartedAt!.Value);
        (_a.EndedAt - cut).Should().BeLessOrEqualTo(TimeSpan.FromSeconds(12.5));
        (_b.StartedAt - cut).Should().BeLessOrEqualTo(TimeSpan.FromSeconds(20));
        _a.Told.Should().Contain("the lease could not be renewed for 10 s");
    }

    [Fact]
    public async Task When_the_one_cut_off_comes_back_it_follows_and_may_lead_again_later()
    {
        await BothAsync();
        _a.Api.Cut = true;
        await Eventually.True(_clock, Step, () => _b.Works);

        _a.Api.Cut = false;
        await PassAsync(TimeSpan.FromMinutes(1), () => _a.Works.Should().BeFalse());
        await _b.StopAsync();
        await Eventually.True(_clock, Step, () => _a.Works);

        (_a.Terms, _b.Terms).Should().Be((2, 1));
    }

    [Fact]
    public async Task Given_a_lease_of_somebody_silent_Then_its_whole_duration_is_waited_for_by_our_own_clock()
    {
        // Its times say that it expired long ago; they are another machine's.
        _stand.Lease = Held("ghost", seconds: 30, renewed: _clock.GetUtcNow().AddHours(-5));
        var seen = _clock.GetUtcNow();

        _a.Start();
        await Eventually.True(_clock, Step, () => _a.Works);

        (_a.StartedAt - seen).Should().BeGreaterOrEqualTo(TimeSpan.FromSeconds(30)).And.BeLessThan(TimeSpan.FromSeconds(33));
    }

    [Fact]
    public async Task Given_a_wall_clock_that_jumps_Then_nobody_takes_over_early_and_nobody_steps_down()
    {
        await BothAsync();

        _clock.JumpWallClock(TimeSpan.FromHours(8));
        await PassAsync(TimeSpan.FromSeconds(30), () => (_a.Works, _b.Works).Should().Be((true, false)));
        _clock.JumpWallClock(TimeSpan.FromHours(-16));
        await PassAsync(TimeSpan.FromSeconds(30), () => (_a.Works, _b.Works).Should().Be((true, false)));
    }

    [Fact]
    public async Task Given_renewals_whose_answers_are_lost_for_a_while_Then_the_leader_finds_its_own_write_and_goes_on()
    {
        await BothAsync();

        _a.Api.LosesAnswers = true;
        await PassAsync(TimeSpan.FromSeconds(5), () => _a.Works.Should().BeTrue());
        _a.Api.LosesAnswers = false;
        await PassAsync(TimeSpan.FromSeconds(30), () => (_a.Works, _b.Works).Should().Be((true, false)));

        _a.Terms.Should().Be(1);
    }

    [Fact]
    public async Task When_somebody_takes_the_lease_from_a_leader_it_stops_at_once()
    {
        await BothAsync();

        _stand.Lease = Held("thief", seconds: 15, renewed: _clock.GetUtcNow()) with { Metadata = _stand.Lease!.Metadata! with { ResourceVersion = "999" } };
        await Eventually.True(_clock, Step, () => !_a.Works);

        await Eventually.True(() => _a.Told.Contains("'thief' took the lease"));
    }

    [Fact]
    public async Task When_somebody_deletes_the_lease_the_leader_makes_it_again()
    {
        await BothAsync();
        await _b.StopAsync();

        _stand.Lease = null;
        await Eventually.True(_clock, Step, () => _stand.Lease is not null);

        (_a.Works, _a.Terms).Should().Be((true, 1));
    }

    [Fact]
    public async Task Without_rights_on_the_lease_it_does_not_start()
    {
        _a.Api.Forbids = true;
        _a.Start();

        (await _a.Running.Awaiting(it => it).Should().ThrowAsync<ApiStatusException>()).Which.Code.Should().Be(403);

        _a.Works.Should().BeFalse();
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public async Task Whatever_is_cut_and_lost_there_are_never_two_leaders_while_clocks_agree(int seed)
    {
        var random = new Random(seed);
        await BothAsync();

        for (var phase = 0; phase < 30; phase++)
        {
            (_a.Api.Cut, _b.Api.Cut) = (random.Next(3) == 0, random.Next(3) == 0);
            (_a.Api.LosesAnswers, _b.Api.LosesAnswers) = (random.Next(4) == 0, random.Next(4) == 0);
            await PassAsync(TimeSpan.FromSeconds(random.Next(1, 30)), () => Leaders().Should().BeLessOrEqualTo(1, "seed {0}, phase {1}", seed, phase));
        }

        (_a.Api.Cut, _b.Api.Cut, _a.Api.LosesAnswers, _b.Api.LosesAnswers) = (false, false, false, false);
        await Eventually.True(_clock, Step, () => Leaders() == 1);
    }

    private static Lease Held(string holder, int seconds, DateTimeOffset renewed) => new()
    {
        ApiVersion = "coordination.k8s.io/v1",
        Kind = "Lease",
        Metadata = new ObjectMeta { Namespace = "n", Name = "l", ResourceVersion = "50" },
        Spec = new LeaseSpec { HolderIdentity = holder, LeaseDurationSeconds = seconds, RenewTime = renewed },
    };

    private int Leaders() => (_a.Works ? 1 : 0) + (_b.Works ? 1 : 0);

    private async Task BothAsync()
    {
        _a.Start();
        await Eventually.True(() => _a.Works);
        _b.Start();
        await Eventually.True(() => _b.Told.Count > 0);
    }

    // Everything here runs inside Advance, on this thread: no work is left over when it returns.
    private async Task PassAsync(TimeSpan time, Action check)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            _clock.Advance(Step);
            await Task.Yield();
            check();
        }
    }
}
