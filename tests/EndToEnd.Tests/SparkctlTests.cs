using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests;

/// <summary>The commands of sparkctl as a user types them, against a running operator.</summary>
[Collection(SharedOperator.Name)]
public sealed class SparkctlTests(SharedOperator shared) : SharedOperatorTest(shared, "sparkctl")
{
    private readonly Sparkctl _sparkctl = new(shared.Cluster.KubeConfigPath);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sparkctl");

    public override Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return base.DisposeAsync();
    }

    private Task<string> DoAsync(params string[] words) => _sparkctl.DoAsync(["-n", Home, .. words]);

    private Task<(int ExitCode, string Output)> RunAsync(params string[] words) => _sparkctl.RunAsync(["-n", Home, .. words]);

    private async Task<string> FileAsync(JsonNode manifest)
    {
        var path = Path.Combine(_folder.FullName, $"{Path.GetRandomFileName()}.json");
        await File.WriteAllTextAsync(path, manifest.ToJsonString());
        return path;
    }

    [Fact]
    public async Task What_has_run_is_listed_shown_explained_run_again_and_deleted()
    {
        var file = await FileAsync(Manifests.SparkPi("spark-pi"));
        (await RunAsync("create", file, "--wait", "--timeout", "60s")).ExitCode.Should().Be(0, Shared.Operator.Output);

        (await DoAsync("list")).Should().MatchRegex("spark-pi +COMPLETED");
        (await DoAsync("list", "-o", "name")).Trim().Should().Be("sparkapplication.sparkoperator.k8s.io/spark-pi");
        (await DoAsync("list", "-o", "jsonpath={.items[*].status.applicationState.state}")).Trim().Should().Be("COMPLETED");
        (await DoAsync("status", "spark-pi")).Should().Contain("State:       COMPLETED").And.Contain("spark-pi-driver");
        await Eventually.SeesAsync(() => DoAsync("event", "spark-pi"), events => events.Contains("SparkDriverCompleted"), () => Shared.Operator.Output);
        (await DoAsync("diagnose", "spark-pi")).Should().Contain("Nothing wrong was found");
        (await DoAsync("diff", file)).Should().BeEmpty();
        (await DoAsync("upgrade", "check")).Should().Contain("0 would be refused");
        (await RunAsync("suspend", "spark-pi")).Should().Match<(int ExitCode, string Output)>(run => run.ExitCode == 1 && run.Output.Contains("sparkctl rerun spark-pi"));
        (await RunAsync("rerun", "spark-pi", "--wait", "--timeout", "60s")).ExitCode.Should().Be(0, Shared.Operator.Output);
        (await DoAsync("delete", "spark-pi", "--wait")).Should().Contain("deleted");
        (await RunAsync("status", "spark-pi")).ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task What_runs_is_suspended_resumed_topped_and_followed_to_its_end()
    {
        var manifest = Manifests.SparkPi("slow");
        manifest["spec"]!["suspend"] = true;
        await DoAsync("create", await FileAsync(manifest));

        (await RunAsync("suspend", "slow", "--wait", "--timeout", "60s")).Output.Should().Contain("SUSPENDED");
        (await RunAsync("resume", "slow", "--wait", "--timeout", "60s")).ExitCode.Should().Be(0, Shared.Operator.Output);
        if (Shared.Cluster.HasLogs)
            (await RunAsync("log", "slow", "-f")).Output.Should().Contain("Pi is roughly");
        (await RunAsync("wait", "slow", "--timeout", "60s")).ExitCode.Should().Be(0, Shared.Operator.Output);
        (await DoAsync("top")).Should().Contain("No pods");
    }

    [Fact]
    public async Task An_installation_that_is_well_passes_its_examination()
    {
        var (exitCode, output) = await RunAsync("doctor");

        exitCode.Should().Be(0, output);
        output.Should().Contain("would be admitted (dry run)").And.NotContain("problem");
    }

    [Fact]
    public async Task Names_that_are_not_there_and_broken_files_get_one_sentence()
    {
        var broken = Path.Combine(_folder.FullName, "broken.yaml");
        await File.WriteAllTextAsync(broken, "a: [1\nb: 2\n");

        foreach (var words in new string[][] { ["status", "nobody"], ["log", "nobody"], ["diagnose", "nobody"], ["connect", "nobody"], ["create", broken] })
        {
            var (exitCode, output) = await RunAsync(words);
            exitCode.Should().BeInRange(1, 2, output);
            output.Trim().Split('\n').Should().ContainSingle().Which.Should().StartWith("sparkctl: ").And.NotContain("   at ");
        }
    }

    [Fact]
    public async Task What_is_created_with_dash_f_is_watched_to_its_end()
    {
        var file = await FileAsync(Manifests.SparkPi("watched"));
        await DoAsync("create", "-f", file);

        var (exitCode, output) = await RunAsync("watch", "watched", "--timeout", "60s");

        exitCode.Should().Be(0, output);
        output.Should().MatchRegex("application +COMPLETED").And.Contain("SparkDriverRunning");
    }

    [Fact]
    public async Task What_needs_no_cluster_works_without_one()
    {
        var file = await FileAsync(Manifests.SparkPi("offline"));
        var alone = new Sparkctl("/does/not/exist");

        (await alone.DoAsync("lint", file)).Should().BeEmpty();
        (await alone.DoAsync("render", file, "--executors", "-o", "json")).Should().Contain("\"kind\": \"Pod\"");
        (await alone.DoAsync("convert", file, "--to", "command")).Should().StartWith("spark-submit ");
        (await alone.DoAsync("crds", "print")).Should().Contain("kind: CustomResourceDefinition");
        foreach (var kind in new[] { "bash", "zsh", "fish", "powershell", "kubectl" })
            (await alone.DoAsync("completion", kind)).Should().Contain("sparkctl");
        (await alone.RunAsync("list")).Should().Match<(int ExitCode, string Output)>(run => run.ExitCode == 2 && run.Output.Contains("/does/not/exist"));
    }

    [Fact]
    public async Task Schedules_are_listed_and_their_template_runs_now()
    {
        var schedule = new JsonObject
        {
            ["apiVersion"] = "sparkoperator.k8s.io/v1beta2",
            ["kind"] = "ScheduledSparkApplication",
            ["metadata"] = new JsonObject { ["name"] = "yearly" },
            ["spec"] = new JsonObject { ["schedule"] = "@yearly", ["timeZone"] = "UTC", ["template"] = Manifests.SparkPi("unused")["spec"]!.DeepClone() },
        };
        await DoAsync("create", await FileAsync(schedule));

        (await DoAsync("schedule", "list")).Should().Contain("yearly").And.Contain("@yearly");
        (await DoAsync("schedule", "next", "2")).Should().Contain("-01-01T00:00:00Z");
        (await RunAsync("create", "now", "--from", "yearly", "--wait", "--timeout", "60s")).ExitCode.Should().Be(0, Shared.Operator.Output);
    }
}
