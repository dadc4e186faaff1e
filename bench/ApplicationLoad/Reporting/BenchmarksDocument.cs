using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ApplicationLoad.Measuring;

namespace ApplicationLoad.Reporting;

/// <summary><c>docs/benchmarks.md</c> and its plots, made from the JSON of the scenarios alone.</summary>
internal static class BenchmarksDocument
{
    private const string PlotFolder = "benchmarks";

    private static readonly string[] Parties = ["controller", "webhook", "cluster", "load"];

    private const string Introduction = """
        # Benchmarks

        How fast the operator is and what it needs, measured by `bench/ApplicationLoad`: applications come at times that are fixed beforehand, whether earlier ones are answered or
        not (an open loop), and every latency counts from when its application was due. LocalCluster (an API server over TLS, with simulated nodes, drivers and executors), Webhook, Controller
        under the roles that are shipped, and the load itself share one machine; what each of them used of the processors is told apart. No JVM runs: a driver's life is simulated and
        short, so that what is measured is the operator. This page is made from `bench/results/*.json`.

        ## Repeat it

            scripts/publish.sh artifacts/publish     # once
            bench/run.sh                             # everything but the soak, about 25 minutes; then this page and its plots
            bench/run.sh soak 60                     # an hour; when it is ended early, the same command goes on where it was

        Single scenarios, other sizes, and any other cluster with any operator of SparkApplications (it only creates them and watches):

            dotnet run --project bench/ApplicationLoad -c Release -- rate --rate 500 --minutes 2 --results /tmp/results
            KUBECONFIG=... dotnet run --project bench/ApplicationLoad -c Release -- rate --external --external-namespaces default --results /tmp/results

        On a machine that does other things as well, only processor time an application can be compared. The other programs under `bench/` measure parts: `Micro` (rendering, one mutation),
        `AdmissionLoad` (one AdmissionReview), `LocalClusterLoad` (the API server of these runs).
        """;

    /// <summary>The order of the page.</summary>
    private static readonly string[] Order = ["burst", "rate", "trickle", "slow-api", "ceiling", "hold", "idle", "fail-over", "soak"];

    public static async Task WriteAsync(string results, string document)
    {
        var all = (Directory.Exists(results) ? Directory.GetFiles(results, "*.json") : []).Select(file => ScenarioResult.Parse(File.ReadAllText(file)))
            .OrderBy(result => Place(result.Scenario)).ToImmutableArray();
        if (all.IsEmpty)
            throw new FileNotFoundException($"There is no result in '{results}'; run a scenario first, or name its folder with --results.");
        var raw = new RawSamples(Path.Combine(results, "soak.jsonl")).Read();
        var folder = Path.Combine(Path.GetDirectoryName(document)!, PlotFolder);
        _ = Directory.CreateDirectory(folder);
        foreach (var (name, chart) in Charts(all, raw))
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.svg"), chart.ToSvg(), new UTF8Encoding(false));
        await File.WriteAllTextAsync(document, Text(all, raw), new UTF8Encoding(false));
    }

    /// <summary>The page. Pure.</summary>
    internal static string Text(IReadOnlyCollection<ScenarioResult> results, IReadOnlyCollection<JsonObject> raw)
    {
        var charts = Charts(results, raw);
        var text = new StringBuilder(Introduction).Append("\n\n## Figures\n");
        foreach (var result in results)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"\n### {result.Scenario}\n\n{Sentence(result.About)}\n\n| figure | value | target | |\n|---|---:|---:|---|\n");
            foreach (var one in result.Measurements)
                _ = text.Append(CultureInfo.InvariantCulture, $"| {one.Name} | {one.ValueText} {one.Unit} | {one.GoalText} | {Verdict(one)} |\n");
            if (!result.Calls.IsEmpty)
                _ = text.Append('\n').Append(Calls(result)).Append('\n');
            foreach (var name in charts.Keys.Where(name => name.Split('.')[0] == result.Scenario).Order(StringComparer.Ordinal))
                _ = text.Append(CultureInfo.InvariantCulture, $"\n![{charts[name].Title}]({PlotFolder}/{name}.svg)\n");
        }

        _ = text.Append("\n## Where it was measured\n\n| scenario | at | version | machine | programs | load before |\n|---|---|---|---|---|---|\n");
        foreach (var result in results)
        {
            var at = result.Settings;
            _ = text.Append(
                CultureInfo.InvariantCulture,
                $"| {result.Scenario} | {at["at"]} | {at["version"]} | {at["processors"]} × {at["processor"]}, {at["system"]}, {at["runtime"]} | {at["programs"]} | {at["loadAverageBefore"]} |\n");
        }

        return text.ToString();
    }

    /// <summary>By file name; what stands before its first dot is the scenario. Pure.</summary>
    internal static SortedDictionary<string, LineChart> Charts(IReadOnlyCollection<ScenarioResult> results, IReadOnlyCollection<JsonObject> raw)
    {
        var charts = new SortedDictionary<string, LineChart>(StringComparer.Ordinal);
        foreach (var result in results.Where(result => !result.Percentiles.IsEmpty))
        {
            charts[$"{result.Scenario}.latency"] = new LineChart(
                $"{result.Scenario}: how long it took", "share of the applications in %", "ms (logarithmic)",
                [.. result.Percentiles.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ChartLine(pair.Key, [.. pair.Value.Select((value, percent) => ((double)percent, value))]))],
                IsLogarithmic: true);
            charts[$"{result.Scenario}.processors"] = Processors(result);
        }

        if (results.FirstOrDefault(result => result.Scenario == "ceiling") is { } ceiling)
        {
            charts["ceiling.latency"] = new LineChart(
                "create to driver pod at each rate", "applications a minute", "ms (logarithmic)",
                [Column(ceiling.Series, "p50", "rate", "p50Milliseconds"), Column(ceiling.Series, "p99", "rate", "p99Milliseconds")], IsLogarithmic: true);
        }

        if (raw.Count > 0)
        {
            charts["soak.memory"] = Soak("resident memory", "MB", ["controller", "webhook"], "residentMegabytes");
            charts["soak.handles"] = Soak("open handles", "", ["controller", "webhook"], "handles");
            charts["soak.sockets"] = Soak("open sockets", "", ["controller", "webhook"], "sockets");
            charts["soak.queue"] = new LineChart("soak: applications that wait for the controller", "minutes", "", [Column(raw, "queue", "minutes", "queueDepth")]);
        }

        return charts;

        LineChart Soak(string title, string unit, string[] processes, string field) => new(
            $"soak: {title}", "minutes", unit,
            [.. processes.Select(process => new ChartLine(process, [.. raw.Where(row => row[process] is not null).Select(row => ((double)row["minutes"]!, (double)row[process]![field]!))]))]);
    }

    /// <summary>From sample to sample, how many processors each process used.</summary>
    private static LineChart Processors(ScenarioResult result) => new(
        $"{result.Scenario}: processors used", "seconds", "processors",
        [
            .. Parties.Select(process => new ChartLine(process,
            [
                .. result.Series.Where(row => row[process] is not null).Select(row => (Seconds: (double)row["seconds"]!, Cpu: (double)row[process]!["cpuSeconds"]!)).ToList() is var rows
                    ? rows.Zip(rows.Skip(1), (before, after) => (after.Seconds, (after.Cpu - before.Cpu) / (after.Seconds - before.Seconds)))
                    : [],
            ])),
        ]);

    private static ChartLine Column(IEnumerable<JsonObject> rows, string name, string x, string y) =>
        new(name, [.. rows.Where(row => row[y] is not null).Select(row => ((double)row[x]!, (double)row[y]!))]);

    private static string Calls(ScenarioResult result)
    {
        var applications = result.Measurements.FirstOrDefault(one => one.Name == "applications accepted")?.Value ?? 1;
        var calls = result.Calls.Where(call => call is { Count: > 0 } and not { Verb: "*" })
            .Select(call => string.Create(CultureInfo.InvariantCulture, $"{call.Verb} {call.Resource} {call.Count / applications:0.##}"));
        return $"Calls an application: {string.Join(", ", calls)}.";
    }

    private static string Verdict(Measurement one) => one.IsMet switch
    {
        true => "met",
        false => "**missed**",
        null => "",
    };

    private static string Sentence(string about) => $"{char.ToUpperInvariant(about[0])}{about[1..]}.";

    private static int Place(string scenario) => Array.IndexOf(Order, scenario) is var place and >= 0 ? place : Order.Length;
}
