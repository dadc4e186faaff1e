using System.Globalization;
using ApplicationLoad.Loading;
using ApplicationLoad.Measuring;
using ApplicationLoad.Reporting;
using Testing.Operator;

namespace ApplicationLoad.Scenarios;

/// <summary>The leader goes, once killed and once asked to, while applications come: how long until the other replica makes a driver.</summary>
internal static class FailOverScenario
{
    private const double PerMinute = 300;
    private const double MostAfterKill = 20;
    private const double MostAfterStop = 3;

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static async Task<ScenarioResult> RunAsync(LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var surroundings = Surroundings.Describe(settings, clock);
        await using var target = await Target.StartAsync(settings);
        await LoadRun.WarmAsync(target, settings.Shape, clock, cancellationToken);
        var ledger = new Ledger(clock);
        await using var watch = await ClusterWatch.OpenAsync(target.Api, ledger, clock);
        var isEnough = false;
        var times = Arrivals.Steady(PerMinute, TimeSpan.FromMinutes(10)).TakeWhile(_ => !isEnough);
        var load = new LoadDriver(target.Api, ledger, clock).SendAsync(LoadRun.Applications(target, LoadRun.Prefix("over", clock), settings.Shape, times), cancellationToken);
        var killed = await HandOverAsync(target, ledger, leader => leader.KillAsync(), clock, cancellationToken);
        var stopped = await HandOverAsync(target, ledger, leader => leader.TerminateAsync(), clock, cancellationToken);
        isEnough = true;
        await load;
        await LoadRun.EndAsync(ledger, clock, cancellationToken);
        return new ScenarioResult
        {
            Scenario = "fail-over",
            About = string.Create(CultureInfo.InvariantCulture, $"two controllers, {PerMinute:0} applications a minute; the leader is killed, later another one is asked to stop"),
            Settings = surroundings,
            Measurements =
            [
                new("kill -9 of the leader, to the first new driver", killed.TotalSeconds, "s", MostAfterKill),
                new("graceful stop, to the first driver of the other", stopped.TotalSeconds, "s", MostAfterStop),
                .. LoadFigures.Correctness(ledger),
            ],
        };
    }

    /// <summary>From when the leader began to go until a driver of an application that came after it was gone.</summary>
    private static async Task<TimeSpan> HandOverAsync(Target target, Ledger ledger, Func<ProgramUnderTest, Task> end, TimeProvider clock, CancellationToken cancellationToken)
    {
        var replica = target.Operator!.StartReplica();
        _ = await replica.ReadyAsync();
        await Task.Delay(Calm, clock, cancellationToken);

        var begun = clock.GetTimestamp();
        await end(target.Operator.Controller);
        var gone = clock.GetTimestamp();
        await target.Operator.TakeOverAsync(replica);
        while (clock.GetElapsedTime(begun) < Patience)
        {
            var first = ledger.Entries.Where(entry => entry.Due > gone && entry.FirstDriverAt != 0).Select(entry => entry.FirstDriverAt).DefaultIfEmpty(0).Min();
            if (first != 0)
                return clock.GetElapsedTime(begun, first);
            await Task.Delay(BetweenLooks, clock, cancellationToken);
        }

        return Patience;
    }
}
