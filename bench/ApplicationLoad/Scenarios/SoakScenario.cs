using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ApplicationLoad.Loading;
using ApplicationLoad.Measuring;
using ApplicationLoad.Reporting;
using Testing.Operator;

namespace ApplicationLoad.Scenarios;

/// <summary>Mixed load with faults for a long time. What is there at the end must be what was there soon after the beginning.</summary>
internal static class SoakScenario
{
    private const double PerMinute = 300;
    private const double MostGrowth = 1.2;

    private static readonly TimeSpan BetweenSamples = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterLastEnd = TimeSpan.FromSeconds(45);

    public static async Task<ScenarioResult> RunAsync(LoadSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        _ = Directory.CreateDirectory(settings.Results);
        var raw = new RawSamples(Path.Combine(settings.Results, $"soak{settings.Label}.jsonl"));
        var former = raw.Read();
        var (done, number) = (former.Select(Minutes).DefaultIfEmpty(0).Max(), former.Select(row => (int)row["run"]!).DefaultIfEmpty(0).Max() + 1);
        var left = settings.Lasting(60) - TimeSpan.FromMinutes(done);
        var surroundings = Surroundings.Describe(settings, clock);
        if (left > TimeSpan.Zero)
            await SoakAsync(settings, raw, done, number, left, clock, cancellationToken);

        var rows = raw.Read();
        return new ScenarioResult
        {
            Scenario = "soak",
            About = string.Create(CultureInfo.InvariantCulture, $"{settings.Rate ?? PerMinute:0} applications of all kinds a minute, with faults, for {rows.Select(Minutes).Max():0.#} min in {rows.Max(row => (int)row["run"]!)} run(s)"),
            Settings = surroundings,
            Measurements = Figures(rows),
        };
    }

    /// <summary>From the rows of the raw file.</summary>
    internal static ImmutableArray<Measurement> Figures(IReadOnlyCollection<JsonObject> rows)
    {
        var last = rows.Max(row => (int)row["run"]!);
        var samples = rows.Where(row => (int)row["run"]! == last && row["controller"] is not null).ToList();
        var ends = rows.Where(row => row["accepted"] is not null).ToList();
        return
        [
            new("applications accepted", ends.Sum(row => (int)row["accepted"]!), ""),
            new("refused by the API server", ends.Sum(row => (int)row["refused"]!), ""),
            new("accepted and never ended", ends.Sum(row => (int)row["lost"]!), "", 0),
            new("with more drivers than attempts", ends.Sum(row => (int)row["doubled"]!), "", 0),
            .. Growth("controller", "residentMegabytes", "resident memory", "MB"), .. Growth("controller", "handles", "handles", ""), .. Growth("controller", "sockets", "sockets", ""),
            .. Growth("webhook", "residentMegabytes", "resident memory", "MB"), .. Growth("webhook", "handles", "handles", ""),
            new("controller: applications that waited, on average", samples.Select(row => (double?)row["queueDepth"]).OfType<double>().DefaultIfEmpty(0).Average(), ""),
            new("controller: applications that wait at the end", (double?)samples.LastOrDefault(row => row["queueDepth"] is not null)?["queueDepth"] ?? 0, "", 0),
        ];

        // The first quarter is for filling caches and for the compiler.
        IEnumerable<Measurement> Growth(string process, string field, string name, string unit)
        {
            var values = samples.Select(row => (double?)row[process]?[field]).OfType<double>().ToList();
            if (values.Count < 8)
                yield break;
            var (second, fourth) = (Median(values[(values.Count / 4)..(values.Count / 2)]), Median(values[(values.Count * 3 / 4)..]));
            yield return new Measurement($"{process}: {name} in the last quarter", fourth, unit);
            yield return new Measurement($"{process}: {name}, last quarter against second", fourth / Math.Max(1, second), "times", MostGrowth);
        }
    }

    private static async Task SoakAsync(LoadSettings settings, RawSamples raw, double done, int number, TimeSpan left, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var target = await Target.StartAsync(settings);
        await LoadRun.WarmAsync(target, settings.Shape, clock, cancellationToken);
        await ClusterFaults.AddAsync(target.Api, SoakPlan.Faults);
        var ledger = new Ledger(clock);
        await using var watch = await ClusterWatch.OpenAsync(target.Api, ledger, clock);
        var prefix = LoadRun.Prefix("soak", clock);
        var arrivals = Arrivals.Steady(settings.Rate ?? PerMinute, left)
            .Select((time, index) => new Arrival(time, target.Namespaces[index % target.Namespaces.Count], $"{prefix}-{index}", SoakPlan.Shape(settings.Shape, index)));

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var hanging = HangAsync(target.Cluster!.Program, clock, over.Token);
        await using (Sampler.Start(target, ledger, BetweenSamples, asksController: true, sample => raw.Append(Row(sample.ToJson(), done + (sample.Seconds / 60), number)), clock))
        {
            await new LoadDriver(target.Api, ledger, clock).SendAsync(arrivals, cancellationToken);
            await over.CancelAsync();
            await hanging;
            await LoadRun.EndAsync(ledger, clock, cancellationToken);

            // Until what has ended is deleted, and the queue is empty.
            await Task.Delay(AfterLastEnd, clock, cancellationToken);
        }

        // What takes the cluster down is asked once.
        await ClusterFaults.ClearAsync(target.Api);
        var lost = await LostApplications.DescribeAsync(target.Api, ledger);

        raw.Append(Row(
            new JsonObject
            {
                ["accepted"] = ledger.Accepted,
                ["refused"] = ledger.Refused,
                ["lost"] = ledger.Accepted - ledger.Ended,
                ["lostOnes"] = lost,
                ["doubled"] = ledger.Entries.Count(entry => entry.Drivers > Math.Max(1, entry.Attempts)),
            },
            done + left.TotalMinutes,
            number));
    }

    private static async Task HangAsync(ProgramUnderTest cluster, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(SoakPlan.BetweenHangs, clock, cancellationToken);
                cluster.Freeze();
                try
                {
                    await Task.Delay(SoakPlan.Hang, clock, cancellationToken);
                }
                finally
                {
                    cluster.Thaw();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The load is over.
        }
    }

    private static JsonObject Row(JsonObject row, double minutes, int run)
    {
        (row["minutes"], row["run"]) = (Math.Round(minutes, 2), run);
        return row;
    }

    private static double Minutes(JsonObject row) => (double)row["minutes"]!;

    private static double Median(IEnumerable<double> values) => new Distribution(values).At(0.5);
}
