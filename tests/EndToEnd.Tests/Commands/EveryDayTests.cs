using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;
using Testing.Stores;

namespace EndToEnd.Tests.Commands;

/// <summary>Commands and flags of sparkctl in daily use, against a running operator.</summary>
[Collection(SharedOperator.Name)]
public sealed class EveryDayTests(SharedOperator shared) : IAsyncLifetime
{
    private readonly Sparkctl _sparkctl = new(shared.Cluster.KubeConfigPath);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("every-day");
    private TestNamespace _home = null!;

    public async Task InitializeAsync() => _home = await shared.Cluster.Api.CreateNamespaceAsync("every-day");

    public async Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await _home.DisposeAsync();
    }

    [LocalClusterFact]
    public async Task What_runs_is_seen_from_all_sides()
    {
        await DoAsync("create", await SlowAsync("slow"));
        await StateAsync("slow", "RUNNING");
        await Eventually.SeesAsync(() => shared.Cluster.Api.ListAsync(KubernetesResources.Pods, _home.Name, "spark-role=executor"),
            executors => executors.Count(executor => (string?)executor["status"]!["phase"] == "Running") == 2, () => shared.Operator.Output);

        (await DoAsync("top")).Should().MatchRegex(@"slow +3 +3 +\d+Mi").And.MatchRegex(@"TOTAL +3 ");
        ((int?)JsonNode.Parse(await DoAsync("top", "-o", "json"))![0]!["pods"]).Should().Be(3);
        (await _sparkctl.DoAsync("list", "-A", "-l", "team=data", "-o", "wide")).Should().MatchRegex($"{_home.Name} +slow +RUNNING .*slow-driver");
        (await DoAsync("list", "-l", "team=other")).Should().Contain("No SparkApplications found");
        (await DoAsync("status", "slow")).Should().Contain("executor 1").And.Contain("executor 2").And.Contain("SparkDriverRunning");
        (await DoAsync("status", "slow", "-o", "yaml")).Should().Contain("state: RUNNING");
        (await DoAsync("log", "slow", "-e", "1")).Should().NotBeEmpty();
        var all = await DoAsync("log", "slow", "--all", "--tail", "3");
        all.Should().Contain("[driver] ").And.Contain("[executor 1] ").And.Contain("[executor 2] ");
        (await RunAsync("wait", "slow", "--timeout", "1s")).Should().Be((1, "sparkctl: SparkApplication 'slow' is still RUNNING after 1s; 'sparkctl status slow' tells more.\n"));
        (await RunAsync("rerun", "slow")).Output.Should().Contain("is RUNNING and has not ended; --force stops it first, --as NAME runs a copy beside it.");
    }

    [LocalClusterFact]
    public async Task What_is_watched_goes_on_until_its_reader_leaves()
    {
        await using var watch = _sparkctl.Start("-n", _home.Name, "list", "-w");
        var (file, first) = ProgramUnderTest.CommandOf("sparkctl");
        await using var piped = ProgramUnderTest.StartTool(
            "bash", ["-c", $"'{file}' {string.Concat(first.Select(word => $"'{word}' "))} --kubeconfig '{shared.Cluster.KubeConfigPath}' -n {_home.Name} list -w -o name | head -n 1; echo ${{PIPESTATUS[0]}}"]);

        await DoAsync("create", await SlowAsync("slow", work: "2s"));
        await using var events = _sparkctl.Start("-n", _home.Name, "event", "slow", "-f");

        await Eventually.SeesAsync(() => Task.FromResult(watch.Output), output => System.Text.RegularExpressions.Regex.IsMatch(output, "slow +COMPLETED"), () => shared.Operator.Output);
        await Eventually.SeesAsync(() => Task.FromResult(events.Output), output => output.Contains("SparkDriverCompleted"), () => shared.Operator.Output);
        (await watch.InterruptAsync()).Should().Be(130);
        (await events.InterruptAsync()).Should().Be(130);
        (await piped.ExitAsync()).Should().Be(0);
        piped.Output.Should().Be("sparkapplication.sparkoperator.k8s.io/slow\n141\n", "it ends as other programs do when nobody reads");
    }

    [LocalClusterFact]
    public async Task The_end_of_an_application_is_the_end_of_whoever_waits_with_its_exit_code()
    {
        var manifest = Manifests.SparkPi("fails");
        manifest["spec"]!["driver"]!["annotations"] = new JsonObject { [Simulated.ExitCode] = "3" };

        (await RunAsync("create", await FileAsync(manifest), "--wait", "--timeout", "60s")).ExitCode.Should().Be(3, shared.Operator.Output);

        (await RunAsync("wait", "fails")).ExitCode.Should().Be(3);
        (await RunAsync("watch", "fails")).ExitCode.Should().Be(3);
        (await RunAsync("rerun", "fails", "--as", "again", "--wait")).ExitCode.Should().Be(3);
        (await DoAsync("list")).Should().MatchRegex("again +FAILED").And.MatchRegex("fails +FAILED");
        var bundle = Path.Combine(_folder.FullName, "fails.tar.gz");
        (await DoAsync("diagnose", "fails", "--bundle", bundle)).Should().Contain("Cause:").And.Contain("Next step:").And.Contain("exit code 3");
        new FileInfo(bundle).Length.Should().BePositive();
    }

    [LocalClusterFact]
    public async Task A_log_is_followed_across_attempts_and_create_follows_it_too()
    {
        var manifest = Manifests.SparkPi("twice");
        manifest["spec"]!["restartPolicy"] = JsonNode.Parse("""{"type":"OnFailure","onFailureRetries":1,"onFailureRetryInterval":1}""");
        manifest["spec"]!["driver"]!["annotations"] = new JsonObject { [Simulated.ExitCode] = "1,0" };

        var (exitCode, output) = await RunAsync("create", await FileAsync(manifest), "--logs", "--wait", "--timeout", "60s");

        exitCode.Should().Be(0, output);
        output.Should().Contain("sparkctl: the application runs again in pod 'twice-driver'").And.Contain("Pi is roughly").And.Contain("COMPLETED");
        (await RunAsync("create", await FileAsync(manifest))).Output.Should().Contain("--delete replaces it");
        (await DoAsync("create", await FileAsync(manifest), "--delete")).Should().Contain("created");
    }

    [Fact]
    public async Task A_changed_file_is_compared_field_by_field()
    {
        var manifest = Manifests.SparkPi("idle");
        manifest["spec"]!["suspend"] = true;
        await DoAsync("create", await FileAsync(manifest));
        await StateAsync("idle", "SUSPENDED");
        manifest["spec"]!["driver"]!["memory"] = "1g";
        manifest["spec"]!["timeToLiveSeconds"] = 60;

        var (exitCode, output) = await RunAsync("diff", "-f", await FileAsync(manifest));

        exitCode.Should().Be(1);
        output.Should().MatchRegex("next attempt +spec.driver.memory +512m +1g").And.MatchRegex("live +spec.timeToLiveSeconds +- +60");
        (await DoAsync("lint", await FileAsync(manifest), "--server")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("s3", "s3a")]
    [InlineData("gs", "gs")]
    public async Task Local_dependencies_and_Hadoops_settings_travel_with_the_application(string scheme, string addresses)
    {
        using var account = RSA.Create(2048);
        await using var store = await StandInStore.StartAsync(scheme == "s3" ? new S3Dialect("s3cret").AnswerAsync : new GoogleDialect(account).AnswerAsync);
        var jar = Path.Combine(_folder.FullName, "job.jar");
        await File.WriteAllTextAsync(jar, "bytes of a jar");
        var hadoop = _folder.CreateSubdirectory("hadoop");
        await File.WriteAllTextAsync(Path.Combine(hadoop.FullName, "core-site.xml"), "<configuration/>");
        var credentials = Path.Combine(_folder.FullName, "account.json");
        await File.WriteAllTextAsync(credentials, new JsonObject
        {
            ["type"] = "service_account",
            ["client_email"] = "a@b",
            ["private_key"] = account.ExportPkcs8PrivateKeyPem(),
            ["token_uri"] = new Uri(store.Address, "/token").ToString(),
        }.ToJsonString());
        var manifest = Manifests.SparkPi("job");
        manifest["spec"]!["suspend"] = true;
        manifest["spec"]!["mainApplicationFile"] = jar;
        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = "AKID",
            ["AWS_SECRET_ACCESS_KEY"] = "s3cret",
            ["GOOGLE_APPLICATION_CREDENTIALS"] = credentials,
            ["HADOOP_CONF_DIR"] = hadoop.FullName,
        };

        var (exitCode, output) = await _sparkctl.RunWithAsync(environment, input: Encoding.UTF8.GetBytes(manifest.ToJsonString()),
            "-n", _home.Name, "create", "-f", "-", "--upload-to", $"{scheme}://jars", "--upload-to-endpoint", store.Address.ToString(), "--s3-force-path-style");

        exitCode.Should().Be(0, output);
        output.Should().Contain("uploading local file: job.jar").And.NotContain("\r", "a pipe gets no bar");
        store.Objects[$"jars/{_home.Name}/job/job.jar"].Should().Equal("bytes of a jar"u8.ToArray());
        var spec = (await shared.Cluster.Api.FindAsync(ClusterObjects.SparkApplications, _home.Name, "job"))!["spec"]!;
        ((string?)spec["mainApplicationFile"]).Should().Be($"{addresses}://jars/{_home.Name}/job/job.jar");
        ((string?)spec["hadoopConfigMap"]).Should().Be("job-hadoop-config");
        ((string?)(await shared.Cluster.Api.FindAsync(KubernetesResources.ConfigMaps, _home.Name, "job-hadoop-config"))!["data"]!["core-site.xml"]).Should().Be("<configuration/>");
    }

    [Theory]
    [InlineData("512m", 0)]
    [InlineData("lots", 1)]
    public async Task A_review_is_answered_as_by_the_webhook(string memory, int expected)
    {
        var manifest = Manifests.SparkPi("pi");
        manifest["spec"]!["driver"]!["memory"] = memory;
        var review = new JsonObject
        {
            ["apiVersion"] = "admission.k8s.io/v1",
            ["kind"] = "AdmissionReview",
            ["request"] = new JsonObject
            {
                ["uid"] = "u-1",
                ["operation"] = "CREATE",
                ["namespace"] = "default",
                ["kind"] = new JsonObject { ["group"] = "sparkoperator.k8s.io", ["version"] = "v1beta2", ["kind"] = "SparkApplication" },
                ["object"] = manifest,
            },
        };

        var (exitCode, output) = await _sparkctl.RunWithAsync(new Dictionary<string, string>(), Encoding.UTF8.GetBytes(review.ToJsonString()), "admit", "--validate");
        var (mended, refusal) = await _sparkctl.RunWithAsync(new Dictionary<string, string>(), Encoding.Latin1.GetBytes(review.ToJsonString().Replace("u-1", "\u00e9", StringComparison.Ordinal)), "admit");

        exitCode.Should().Be(expected, output);
        ((bool?)JsonNode.Parse(output)!["response"]!["allowed"]).Should().Be(expected == 0);
        ((string?)JsonNode.Parse(output)!["response"]!["uid"]).Should().Be("u-1");
        mended.Should().Be(1, "bytes that are no UTF-8 are refused, not mended");
        ((int?)JsonNode.Parse(refusal)!["response"]!["status"]!["code"]).Should().Be(400);
    }

    [Fact]
    public async Task Every_command_has_help_with_an_example()
    {
        var root = await _sparkctl.DoAsync("--help");
        var commands = root[root.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(' ')[0]).Where(word => word.Length > 0).ToList();

        commands.Should().Contain(["create", "list", "status", "event", "log", "forward", "delete", "wait", "rerun", "suspend", "resume", "diff", "top", "render", "lint", "admit",
            "spark-submit", "convert", "diagnose", "doctor", "upgrade", "connect", "schedule", "local"]);
        foreach (var command in commands.Except(["upgrade", "schedule", "local", "crds"]))
            (await _sparkctl.DoAsync(command, "--help")).Should().Contain("Examples:\n  ", command);
    }

    private Task<string> DoAsync(params string[] words) => _sparkctl.DoAsync(["-n", _home.Name, .. words]);

    private Task<(int ExitCode, string Output)> RunAsync(params string[] words) => _sparkctl.RunAsync(["-n", _home.Name, .. words]);

    private Task StateAsync(string name, string wanted) =>
        Eventually.SeesAsync(() => shared.Cluster.Api.StateAsync(_home.Name, name), state => state == wanted, () => shared.Operator.Output);

    private Task<string> SlowAsync(string name, string work = "300s")
    {
        var manifest = Manifests.SparkPi(name);
        manifest["metadata"]!["labels"] = new JsonObject { ["team"] = "data" };
        manifest["spec"]!["driver"]!["annotations"] = new JsonObject { [Simulated.Work] = work };
        return FileAsync(manifest);
    }

    private async Task<string> FileAsync(JsonNode manifest)
    {
        var path = Path.Combine(_folder.FullName, $"{Path.GetRandomFileName()}.json");
        await File.WriteAllTextAsync(path, manifest.ToJsonString());
        return path;
    }
}
