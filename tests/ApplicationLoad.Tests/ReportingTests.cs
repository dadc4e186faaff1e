using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ApplicationLoad.Reporting;
using ApplicationLoad.Scenarios;
using Testing;

namespace ApplicationLoad.Tests;

public sealed class ReportingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly ScenarioResult Result = new()
    {
        Scenario = "rate",
        About = "100 applications a minute",
        Settings = new JsonObject { ["at"] = "2026-01-01T00:00:00Z", ["processors"] = 2 },
        Measurements = [new("applications accepted", 10, ""), new("create to driver pod, p50", 12.5, "ms", 50), new("driver pods a minute", 80, "/min", 95, IsAtLeast: true), new("nothing", double.NaN, "ms")],
        Percentiles = ImmutableDictionary<string, ImmutableArray<double>>.Empty.Add("create to driver pod", [1, 10, 100]),
        Calls = [new("create", "pods", 10), new("*", "*", 90), new("get", "pods", 0)],
        Series = [Sample(1, 1), Sample(2, 1.5), Sample(4, 2.5)],
    };

    [Fact]
    public void A_chart_holds_each_line_within_its_axes_and_escapes_its_words()
    {
        var chart = new LineChart("a < b & c", "x", "y", [new ChartLine("one", [(0, 0), (5, 50), (10, 100)]), new ChartLine("two", [(0, double.NaN), (10, 10)])]);

        var svg = XDocument.Parse(chart.ToSvg()).Root!;

        svg.Elements(Svg + "text").Select(text => text.Value).Should().Contain(["a < b & c", "one", "two", "x", "y", "100"]);
        var lines = svg.Elements(Svg + "polyline").Select(line => ((string)line.Attribute("points")!).Split(' ')).ToList();
        lines.Should().HaveCount(2);
        lines[0].Should().Equal("70,330", "405,195", "740,60");
        lines[1].Should().Equal("740,303");
        chart.ToSvg().Should().Be(chart.ToSvg());
    }

    [Fact]
    public void A_logarithmic_axis_gives_each_power_of_ten_the_same_room_and_leaves_out_what_has_no_logarithm()
    {
        var svg = XDocument.Parse(new LineChart("t", "x", "y", [new ChartLine("one", [(0, 0), (1, 1), (2, 10), (3, 100)])], IsLogarithmic: true).ToSvg()).Root!;

        svg.Element(Svg + "polyline")!.Attribute("points")!.Value.Split(' ').Select(point => point.Split(',')[1]).Should().Equal("330", "195", "60");
    }

    [Fact]
    public void A_chart_of_nothing_is_a_chart() => XDocument.Parse(new LineChart("t", "x", "y", []).ToSvg()).Root!.Elements(Svg + "polyline").Should().BeEmpty();

    [Fact]
    public void A_result_survives_its_file()
    {
        var read = ScenarioResult.Parse(Result.ToJson());

        read.ToJson().Should().Be(Result.ToJson());
        read.Measurements[1].Should().Be(Result.Measurements[1]);
        read.Measurements[3].Value.Should().Be(double.NaN);
    }

    [Fact]
    public void The_page_names_every_figure_its_target_and_whether_it_is_met()
    {
        var page = BenchmarksDocument.Text([Result], []);

        page.Should().Contain("### rate").And.Contain("| create to driver pod, p50 | 12.5 ms | ≤ 50 | met |").And.Contain("| driver pods a minute | 80 /min | ≥ 95 | **missed** |")
            .And.Contain("Calls an application: create pods 1.").And.Contain("(benchmarks/rate.latency.svg)").And.Contain("(benchmarks/rate.processors.svg)");
    }

    [Fact]
    public void Processors_used_are_the_slope_of_processor_time()
    {
        var chart = BenchmarksDocument.Charts([Result], [])["rate.processors"];

        chart.Lines.Single(line => line.Name == "controller").Points.Should().Equal((2, 0.5), (4, 0.5));
        chart.Lines.Single(line => line.Name == "webhook").Points.Should().BeEmpty();
    }

    [Fact]
    public void A_soak_that_was_ended_goes_on_in_the_same_file_and_an_unfinished_line_is_passed_over()
    {
        var file = Path.GetTempFileName();
        var raw = new RawSamples(file);
        raw.Append(new JsonObject { ["minutes"] = 1, ["run"] = 1 });
        File.AppendAllText(file, "{\"minutes\":2,\"ru\n");
        raw.Append(new JsonObject { ["minutes"] = 3, ["run"] = 2 });

        raw.Read().Select(row => (int)row["minutes"]!).Should().Equal(1, 3);
        File.Delete(file);
    }

    [Fact]
    public void Growth_over_a_soak_shows()
    {
        var rows = Enumerable.Range(0, 100).Select(minute => new JsonObject
        {
            ["minutes"] = minute,
            ["run"] = 1,
            ["queueDepth"] = 0,
            ["controller"] = new JsonObject { ["residentMegabytes"] = 100 + (2 * minute), ["handles"] = 50, ["sockets"] = 6 },
        }).Append(new JsonObject { ["minutes"] = 100, ["run"] = 1, ["accepted"] = 5, ["refused"] = 0, ["lost"] = 0, ["doubled"] = 0 }).Select(row => (JsonObject)JsonNode.Parse(row.ToJsonString())!).ToList();

        var figures = SoakScenario.Figures(rows);

        figures.Single(one => one.Name == "controller: resident memory, last quarter against second").IsMet.Should().BeFalse();
        figures.Single(one => one.Name == "controller: handles, last quarter against second").IsMet.Should().BeTrue();
        figures.Single(one => one.Name == "accepted and never ended").IsMet.Should().BeTrue();
    }

    [Fact]
    public void What_a_soak_does_does_not_depend_on_when_it_is_run() =>
        Enumerable.Range(0, 50).Select(number => SoakPlan.Shape(new(), number)).Should().Equal(Enumerable.Range(0, 50).Select(number => SoakPlan.Shape(new(), number)));

    [Fact]
    public async Task The_page_in_the_documentation_is_made_of_the_results_in_the_repository()
    {
        var results = Repository.PathTo("bench", "results");
        if (!Directory.Exists(results))
        {
            File.Exists(Repository.PathTo("docs", "benchmarks.md")).Should().BeFalse("a page without results is made of nothing");
            return;
        }

        var made = Directory.CreateTempSubdirectory("benchmarks");

        await BenchmarksDocument.WriteAsync(results, Path.Combine(made.FullName, "benchmarks.md"));

        foreach (var file in Directory.GetFiles(made.FullName, "*", SearchOption.AllDirectories))
        {
            (await File.ReadAllTextAsync(file)).Should().Be(
                await File.ReadAllTextAsync(Repository.PathTo("docs", Path.GetRelativePath(made.FullName, file))), "bench/run.sh report makes docs/benchmarks.md and its plots");
        }

        made.Delete(recursive: true);
    }

    private static JsonObject Sample(double seconds, double cpu) =>
        new() { ["seconds"] = seconds, ["controller"] = new JsonObject { ["cpuSeconds"] = cpu, ["residentMegabytes"] = 1, ["handles"] = 1, ["sockets"] = 1 } };
}
