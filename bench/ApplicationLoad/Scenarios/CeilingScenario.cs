using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ApplicationLoad.Loading;
using ApplicationLoad.Measuring;
using ApplicationLoad.Reporting;

namespace ApplicationLoad.Scenarios;

/// <summary>One rate after the other, each on a cluster of its own, until one cannot be kept up.</summary>
internal static class CeilingScenario
{
    /// <summary>A rate is kept up when this share of the applications that are due has its driver at the moment when the last one comes, ...</summary>
    private const double ShareWithDriver = 0.95;

    /// <summary>... and 99 of 100 have theirs within this many milliseconds.</summary>
    private const double LongestTail = 5000;

    private const double WantedPerMinute = 1000;
    private const double HopedPerMinute = 3000;

    public static async Task<ScenarioResult> RunAsync(LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var surroundings = Surroundings.Describe(settings, clock);
        surroundings["keptUpMeans"] = string.Create(CultureInfo.InvariantCulture, $"{ShareWithDriver:0%} have their driver when the last one is due, 99 of 100 within {LongestTail / 1000:0} s, none is lost");
        var rows = ImmutableArray.CreateBuilder<JsonObject>();
        var highest = 0.0;
        foreach (var rate in settings.Rates.Order())
        {
            var (row, isKeptUp) = await StepAsync(settings, rate, clock, cancellationToken);
            Console.WriteLine($"  {row.ToJsonString()}");
            rows.Add(row);
            if (!isKeptUp)
                break;
            highest = rate;
        }

        return new ScenarioResult
        {
            Scenario = "ceiling",
            About = string.Create(CultureInfo.InvariantCulture, $"rates of {string.Join(", ", rows.Select(row => row["rate"]))} a minute, {settings.Lasting(1).TotalMinutes:0.##} min each"),
            Settings = surroundings,
            Measurements =
            [
                new("highest rate that is kept up", highest, "/min", WantedPerMinute, IsAtLeast: true),
                new("the same, against what we hope for", highest, "/min", HopedPerMinute, IsAtLeast: true),
            ],
            Series = rows.ToImmutable(),
        };
    }

    private static async Task<(JsonObject Row, bool IsKeptUp)> StepAsync(LoadSettings settings, double rate, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var target = await Target.StartAsync(settings);
        await LoadRun.WarmAsync(target, settings.Shape, clock, cancellationToken);
        var times = Arrivals.Steady(rate, settings.Lasting(1));
        var run = await LoadRun.RunAsync(target, LoadRun.Applications(target, LoadRun.Prefix("step", clock), settings.Shape, times), clock, cancellationToken);

        var entries = run.Ledger.Entries;
        var lastDue = entries.Max(entry => entry.Due);
        var inTime = (double)entries.Count(entry => entry.FirstDriverAt != 0 && entry.FirstDriverAt <= lastDue) / entries.Length;
        var latency = LoadFigures.ToDriver(run.Ledger, clock);
        var lost = run.Ledger.Accepted - run.Ledger.Ended;
        var row = new JsonObject
        {
            ["rate"] = rate,
            ["withDriverWhenLastIsDue"] = Math.Round(inTime, 3),
            ["p50Milliseconds"] = Math.Round(latency.At(0.50), 1),
            ["p99Milliseconds"] = Math.Round(latency.At(0.99), 1),
            ["refused"] = run.Ledger.Refused,
            ["lost"] = lost,
        };
        foreach (var figure in LoadFigures.Throughput(run.Ledger, clock))
            row[figure.Name] = Math.Round(figure.Value);
        foreach (var (name, after) in run.After)
            row[$"{name}MillisecondsAnApplication"] = Math.Round((after.CpuSeconds - run.Before[name].CpuSeconds) * 1000 / Math.Max(1, run.Ledger.Ended), 2);
        return (row, inTime >= ShareWithDriver && latency.At(0.99) <= LongestTail && lost == 0 && run.Ledger.Refused == 0);
    }
}
