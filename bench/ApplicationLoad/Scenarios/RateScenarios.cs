using System.Collections.Immutable;
using System.Globalization;
using ApplicationLoad.Loading;
using ApplicationLoad.Measuring;
using ApplicationLoad.Reporting;
using Testing.Operator;

namespace ApplicationLoad.Scenarios;

/// <summary>Applications that come at fixed times, and how the operator keeps up with them.</summary>
internal static class RateScenarios
{
    // Targets of the project, for LocalCluster, webhook, controller and load together on two processors.
    private const double ControllerMilliseconds = 15;
    private const double UsualMedian = 50;
    private const double UsualTail = 1000;
    private const double QuietTail = 100;

    public static Task<ScenarioResult> BurstAsync(LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken) => RunAsync(
        settings, "burst", $"{settings.Count} applications at once", Arrivals.AtOnce(settings.Count), new Goals(null, null, null), [], clock, cancellationToken);

    public static Task<ScenarioResult> RateAsync(LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken) => SteadyAsync(
        settings, "rate", settings.Rate ?? 1000, new Goals(UsualMedian, UsualTail, 0.95 * (settings.Rate ?? 1000)), [], clock, cancellationToken);

    public static Task<ScenarioResult> TrickleAsync(LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken) => SteadyAsync(
        settings, "trickle", 60, new Goals(UsualMedian, QuietTail, null), [], clock, cancellationToken);

    public static Task<ScenarioResult> SlowApiAsync(LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var milliseconds = settings.Latency.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        return SteadyAsync(
            settings, "slow-api", settings.Rate ?? 1000, new Goals(null, UsualTail, 0.95 * (settings.Rate ?? 1000)),
            [$$"""{"verb":"*","resource":"*","fault":"latency","arg":"{{milliseconds}}ms"}"""], clock, cancellationToken);
    }

    private static Task<ScenarioResult> SteadyAsync(
        LoadSettings settings, string name, double rate, Goals goals, ImmutableArray<string> faults, TimeProvider clock, CancellationToken cancellationToken)
    {
        var time = settings.Lasting(5);
        var about = string.Create(CultureInfo.InvariantCulture, $"{rate:0.#} applications a minute for {time.TotalMinutes:0.##} min{(faults.IsEmpty ? "" : $", every call of the API server answered {settings.Latency.TotalMilliseconds:0} ms later")}");
        return RunAsync(settings, name, about, Arrivals.Steady(rate, time), goals, faults, clock, cancellationToken);
    }

    private static async Task<ScenarioResult> RunAsync(
        LoadSettings settings, string name, string about, ImmutableArray<TimeSpan> times, Goals goals, ImmutableArray<string> faults, TimeProvider clock, CancellationToken cancellationToken)
    {
        var surroundings = Surroundings.Describe(settings, clock);
        await using var target = await Target.StartAsync(settings);
        await LoadRun.WarmAsync(target, settings.Shape, clock, cancellationToken);
        if (!faults.IsEmpty)
            await ClusterFaults.AddAsync(target.Api, faults);
        var run = await LoadRun.RunAsync(target, LoadRun.Applications(target, LoadRun.Prefix(name, clock), settings.Shape, times), clock, cancellationToken);
        return new ScenarioResult
        {
            Scenario = name,
            About = about,
            Settings = surroundings,
            Measurements =
            [
                .. LoadFigures.Correctness(run.Ledger), .. LoadFigures.Latencies(run.Ledger, clock, goals.Median, goals.Tail), .. LoadFigures.Throughput(run.Ledger, clock, goals.PerMinute),
                .. LoadFigures.Processors(run, ControllerMilliseconds), .. LoadFigures.Calls(run),
            ],
            Percentiles = ImmutableDictionary<string, ImmutableArray<double>>.Empty
                .Add("create to driver pod", LoadFigures.ToDriver(run.Ledger, clock).Percentiles)
                .Add("create answered", LoadFigures.ToAnswer(run.Ledger, clock).Percentiles),
            Calls = run.Calls,
            Series = [.. run.Samples.Select(sample => sample.ToJson())],
        };
    }

    /// <summary>Milliseconds until the driver, for half and for 99 of 100, and driver pods a minute; null: no goal.</summary>
    private sealed record Goals(double? Median, double? Tail, double? PerMinute);
}
