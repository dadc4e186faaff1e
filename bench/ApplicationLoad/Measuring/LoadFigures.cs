using System.Collections.Immutable;
using ApplicationLoad.Loading;
using ApplicationLoad.Scenarios;

namespace ApplicationLoad.Measuring;

/// <summary>What a load is worth in numbers. Pure.</summary>
internal static class LoadFigures
{
    /// <summary>Milliseconds from when each was due until its first driver pod was seen by a watch.</summary>
    public static Distribution ToDriver(Ledger ledger, TimeProvider clock) => new(Accepted(ledger).Where(entry => entry.FirstDriverAt != 0)
        .Select(entry => clock.GetElapsedTime(entry.Due, entry.FirstDriverAt).TotalMilliseconds));

    /// <summary>Milliseconds from when each was due until the API server had answered, webhooks and all.</summary>
    public static Distribution ToAnswer(Ledger ledger, TimeProvider clock) => new(Accepted(ledger)
        .Select(entry => clock.GetElapsedTime(entry.Due, entry.Answered).TotalMilliseconds));

    /// <summary>Milliseconds from when each was due until it was seen to have ended.</summary>
    public static Distribution ToEnd(Ledger ledger, TimeProvider clock) => new(Accepted(ledger).Where(entry => entry.End is not null)
        .Select(entry => clock.GetElapsedTime(entry.Due, entry.EndedAt).TotalMilliseconds));

    /// <summary>Nothing lost, nothing double.</summary>
    public static ImmutableArray<Measurement> Correctness(Ledger ledger) =>
    [
        new("applications accepted", ledger.Accepted, ""),
        new("refused by the API server", ledger.Refused, ""),
        new("accepted and never ended", ledger.Accepted - ledger.Ended, "", 0),
        new("with more drivers than attempts", ledger.Entries.Count(entry => entry.Drivers > Math.Max(1, entry.Attempts)), "", 0),
    ];

    /// <summary>Times between the stages of an application.</summary>
    /// <param name="ledger">Of all of them.</param>
    /// <param name="clock">That the ledger used.</param>
    /// <param name="median">Goal for half of them until the driver, in milliseconds; null: none.</param>
    /// <param name="tail">Goal for 99 of 100; null: none.</param>
    public static ImmutableArray<Measurement> Latencies(Ledger ledger, TimeProvider clock, double? median = null, double? tail = null)
    {
        var (driver, answer, end) = (ToDriver(ledger, clock), ToAnswer(ledger, clock), ToEnd(ledger, clock));
        return
        [
            new("create to driver pod, p50", driver.At(0.50), "ms", median),
            new("create to driver pod, p99", driver.At(0.99), "ms", tail),
            new("create to driver pod, worst", driver.At(1), "ms"),
            new("create answered (webhook included), p50", answer.At(0.50), "ms"),
            new("create answered (webhook included), p99", answer.At(0.99), "ms"),
            new("create to end, p50", end.At(0.50), "ms"),
        ];
    }

    /// <summary>Drivers a minute from the first application's time until the last driver; ends a minute likewise.</summary>
    public static ImmutableArray<Measurement> Throughput(Ledger ledger, TimeProvider clock, double? goal = null)
    {
        var entries = Accepted(ledger);
        if (entries.Count == 0)
            return [];
        var first = entries.Min(entry => entry.Due);
        return
        [
            new("driver pods a minute", PerMinute(ledger.WithDriver, clock.GetElapsedTime(first, entries.Max(entry => entry.FirstDriverAt))), "/min", goal, IsAtLeast: true),
            new("ended a minute", PerMinute(ledger.Ended, clock.GetElapsedTime(first, entries.Max(entry => entry.EndedAt))), "/min"),
        ];
    }

    /// <summary>What each process used for it.</summary>
    /// <param name="run">The load.</param>
    /// <param name="goal">Of the controller, in milliseconds an application; null: none.</param>
    public static ImmutableArray<Measurement> Processors(LoadRun run, double? goal = null)
    {
        var figures = ImmutableArray.CreateBuilder<Measurement>();
        foreach (var (name, after) in run.After.Where(process => run.Before.ContainsKey(process.Key)))
        {
            var seconds = after.CpuSeconds - run.Before[name].CpuSeconds;
            figures.Add(new($"{name}: processor time an application", seconds * 1000 / Math.Max(1, run.Ledger.Ended), "ms", name == "controller" ? goal : null));
            figures.Add(new($"{name}: processors used on average", seconds / run.Elapsed.TotalSeconds, ""));
            figures.Add(new($"{name}: peak resident memory", after.PeakResidentMegabytes, "MB"));
        }

        return figures.ToImmutable();
    }

    /// <summary>Calls an application.</summary>
    public static ImmutableArray<Measurement> Calls(LoadRun run)
    {
        if (run.Calls.IsEmpty)
            return [];
        var applications = Math.Max(1, run.Ledger.Ended);
        var all = run.Calls.First(call => call is { Verb: "*", Resource: "*" }).Count - Count("create", "sparkapplications") - Count("watch", "*") - Count("*", "leases");

        // Of two Services one is the driver's own; that of its UI is made behind the driver, which does not need it.
        var critical = run.Calls.Where(call => call.IsCritical).Sum(call => call.Count) - Math.Max(0, Count("create", "services") - Count("create", "pods"));
        return
        [
            new("critical writes an application", (double)critical / applications, "", 8),
            new("calls of the operator an application", (double)all / applications, ""),
        ];

        int Count(string verb, string resource) => run.Calls.FirstOrDefault(call => call.Verb == verb && call.Resource == resource)?.Count ?? 0;
    }

    public static double PerMinute(int count, TimeSpan time) => time > TimeSpan.Zero ? count / time.TotalMinutes : double.NaN;

    private static List<LedgerEntry> Accepted(Ledger ledger) => [.. ledger.Entries.Where(entry => entry.Answered != 0)];
}
