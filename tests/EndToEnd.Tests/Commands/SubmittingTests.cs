using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests.Commands;

/// <summary><c>sparkctl spark-submit</c> on a cluster without operator, and what it makes for one with.</summary>
[Collection(SharedOperator.Name)]
public sealed class SubmittingTests(SharedOperator shared) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("submit");
    private TestNamespace _home = null!;

    public async Task InitializeAsync() => _home = await shared.Cluster.Api.CreateNamespaceAsync("submit");

    public async Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await _home.DisposeAsync();
    }

    [LocalClusterFact]
    public async Task A_driver_is_made_followed_and_its_log_is_copied()
    {
        var (exitCode, output) = await SubmitAsync();

        exitCode.Should().Be(0, output);
        output.Should().Contain($"created in namespace '{_home.Name}'").And.Contain("Succeeded").And.Contain("Pi is roughly");
        var driver = (await DriversAsync()).Should().ContainSingle().Subject;
        ((string?)driver["metadata"]!["labels"]!["sparkoperator.k8s.io/app-name"]).Should().BeNull("no operator has a part in it");
        (await shared.Cluster.Api.ListAsync(KubernetesResources.ConfigMaps, _home.Name))
            .Should().Contain(map => map["metadata"]!["ownerReferences"] != null && (string?)map["metadata"]!["ownerReferences"]![0]!["uid"] == driver.Uid());
    }

    [LocalClusterFact]
    public async Task A_driver_that_fails_ends_it_with_its_own_exit_code()
    {
        var (exitCode, output) = await SubmitAsync("--conf", $"spark.kubernetes.driver.annotation.{Simulated.ExitCode}=42");

        exitCode.Should().Be(42, output);
        output.Should().Contain("exit code 42");
    }

    [Fact]
    public async Task A_dry_run_prints_the_objects_and_makes_none()
    {
        var (exitCode, output) = await SubmitAsync("--dry-run", "-o", "json");

        exitCode.Should().Be(0, output);
        var list = JsonNode.Parse(output[output.IndexOf('{')..])!;
        list["items"]!.AsArray().Select(item => (string?)item!["kind"]).Should().Equal("Pod", "Service", "ConfigMap");
        (await DriversAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_it_makes_of_the_words_for_an_operator_runs_under_it()
    {
        var file = Path.Combine(_folder.FullName, "application.yaml");
        var (exitCode, output) = await SubmitAsync("--to-application");
        exitCode.Should().Be(0, output);
        await File.WriteAllTextAsync(file, output[output.IndexOf("apiVersion", StringComparison.Ordinal)..]);

        (await new Sparkctl(shared.Cluster.KubeConfigPath).RunAsync("create", file, "--wait", "--timeout", "60s")).ExitCode.Should().Be(0, output + shared.Operator.Output);
    }

    [Fact]
    public async Task A_script_with_spark_submit_is_converted_to_an_application_that_runs_and_back()
    {
        var (script, file) = (Path.Combine(_folder.FullName, "run.sh"), Path.Combine(_folder.FullName, "application.json"));
        await File.WriteAllTextAsync(script, $"#!/bin/sh\nexec spark-submit \\\n  {string.Join(" \\\n  ", Words())}\n");
        var sparkctl = new Sparkctl(shared.Cluster.KubeConfigPath);

        var converted = JsonNode.Parse(await sparkctl.DoAsync("convert", script, "-o", "json"))!;
        await File.WriteAllTextAsync(file, converted["application"]!.ToJsonString());

        converted["lost"]!.AsArray().Should().BeEmpty();
        (await sparkctl.DoAsync("convert", file, "--to", "command")).Should().Contain("--class org.apache.spark.examples.SparkPi");
        (await sparkctl.RunAsync("create", "-f", file, "--wait", "--timeout", "60s")).ExitCode.Should().Be(0, shared.Operator.Output);
    }

    private IReadOnlyList<string> Words() =>
    [
        "--master", $"k8s://{KubeConfig.Load(shared.Cluster.KubeConfigPath, context: null, TimeProvider.System).Server}", "--deploy-mode", "cluster", "--name", "pi",
        "--class", "org.apache.spark.examples.SparkPi", "--conf", "spark.kubernetes.container.image=docker.io/apache/spark:4.0.1",
        "--conf", $"spark.kubernetes.namespace={_home.Name}", "--conf", "spark.kubernetes.authenticate.driver.serviceAccountName=spark", "--conf", "spark.executor.instances=1",
        "local:///opt/spark/examples/jars/spark-examples.jar", "10",
    ];

    private Task<(int ExitCode, string Output)> SubmitAsync(params string[] more) =>
        new Sparkctl(shared.Cluster.KubeConfigPath).RunAsync(["spark-submit", .. more, .. Words()]);

    private Task<IReadOnlyList<JsonNode>> DriversAsync() => shared.Cluster.Api.ListAsync(KubernetesResources.Pods, _home.Name, "spark-role=driver");
}
