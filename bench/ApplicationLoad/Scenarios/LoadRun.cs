using System.Collections.Immutable;
using ApplicationLoad.Loading;
using ApplicationLoad.Measuring;

namespace ApplicationLoad.Scenarios;

/// <summary>One load from its first application to the end of its last, and what was measured meanwhile.</summary>
/// <param name="Ledger">Of all its applications.</param>
/// <param name="Samples">One a second.</param>
/// <param name="Before">Each process at the beginning.</param>
/// <param name="After">Each process at the end.</param>
/// <param name="Calls">That reached the API server; empty for a cluster that is not ours.</param>
/// <param name="Elapsed">From the first application until nothing more was awaited.</param>
internal sealed record LoadRun(
    Ledger Ledger, ImmutableArray<Sample> Samples, IReadOnlyDictionary<string, ProcessUsage> Before, IReadOnlyDictionary<string, ProcessUsage> After,
    ImmutableArray<CallCount> Calls, TimeSpan Elapsed)
{
    /// <summary>A load in which nothing moves for so long is over, with what it lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenSamples = TimeSpan.FromSeconds(1);

    /// <summary>Applications that go ahead of every load, so that what is measured is not the compiler.</summary>
    private const int WarmUp = 60;

    private const double WarmUpPerMinute = 600;

    /// <summary>Applications of one shape, in the target's namespaces in turn.</summary>
    public static IEnumerable<Arrival> Applications(Target target, string prefix, ApplicationShape shape, IEnumerable<TimeSpan> times) =>
        times.Select((time, index) => new Arrival(time, target.Namespaces[index % target.Namespaces.Count], $"{prefix}-{index}", shape));

    /// <summary>A few applications, to their end.</summary>
    public static async Task WarmAsync(Target target, ApplicationShape shape, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ledger = new Ledger(clock);
        await using var watch = await ClusterWatch.OpenAsync(target.Api, ledger, clock, target.IsLocal ? null : target.Namespaces);
        var times = Arrivals.Steady(WarmUpPerMinute, TimeSpan.FromMinutes(WarmUp / WarmUpPerMinute));
        await new LoadDriver(target.Api, ledger, clock).SendAsync(Applications(target, Prefix("warm", clock), shape, times), cancellationToken);
        await EndAsync(ledger, clock, cancellationToken);
    }

    public static async Task<LoadRun> RunAsync(Target target, IEnumerable<Arrival> arrivals, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (ledger, samples) = (new Ledger(clock), new List<Sample>());
        await using var watch = await ClusterWatch.OpenAsync(target.Api, ledger, clock, target.IsLocal ? null : target.Namespaces);
        if (target.IsLocal)
            await CallCounts.BeginAsync(target.Api);
        var (begun, before) = (clock.GetTimestamp(), target.Usage());
        await using (Sampler.Start(target, ledger, BetweenSamples, asksController: false, samples.Add, clock))
        {
            await new LoadDriver(target.Api, ledger, clock).SendAsync(arrivals, cancellationToken);
            await EndAsync(ledger, clock, cancellationToken);
        }

        var (elapsed, after) = (clock.GetElapsedTime(begun), target.Usage());
        return new LoadRun(ledger, [.. samples], before, after, target.IsLocal ? await CallCounts.ReadAsync(target.Api) : [], elapsed);
    }

    /// <summary>A name that no earlier run on the same cluster has used.</summary>
    public static string Prefix(string name, TimeProvider clock) => $"{name}-{clock.GetUtcNow().ToUnixTimeMilliseconds():x}";

    /// <summary>Until every application that was accepted has ended, or nothing moves any more.</summary>
    public static async Task EndAsync(Ledger ledger, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (moved, seen) = (clock.GetTimestamp(), (0, 0));
        while (ledger.Ended < ledger.Accepted && clock.GetElapsedTime(moved) < Patience)
        {
            if (seen != (ledger.WithDriver, ledger.Ended))
                (moved, seen) = (clock.GetTimestamp(), (ledger.WithDriver, ledger.Ended));
            await Task.Delay(BetweenLooks, clock, cancellationToken);
        }
    }
}
