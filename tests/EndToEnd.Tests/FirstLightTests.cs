using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>What the demo does: from apply to COMPLETED through real processes over TLS.</summary>
[Collection(SharedOperator.Name)]
public sealed class FirstLightTests(SharedOperator shared) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => shared.NothingWasDeniedAsync();

    [Fact]
    public async Task An_applied_application_runs_to_completed_and_leaves_nothing_running()
    {
        var api = shared.Cluster.Api;
        await using var home = await api.CreateNamespaceAsync("first-light");
        var @namespace = home.Name;
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Manifests.SparkPi("spark-pi").ToJsonString());
        var sparkctl = new Sparkctl(shared.Cluster.KubeConfigPath);

        await sparkctl.DoAsync("-n", @namespace, "create", file);
        var (exitCode, output) = await sparkctl.RunAsync("-n", @namespace, "wait", "spark-pi", "--timeout", "60s");

        exitCode.Should().Be(0, "{0}\n{1}", output, shared.Operator.Output);
        var application = (await api.FindAsync(ClusterObjects.SparkApplications, @namespace, "spark-pi"))!;
        ((string?)application["status"]!["applicationState"]!["state"]).Should().Be("COMPLETED");
        ((int?)application["status"]!["executionAttempts"]).Should().Be(1);
        application["status"]!["executorState"]!.AsObject().Should().HaveCount(2, "the manifest asks for two executors");
        ((string?)application["spec"]!["restartPolicy"]!["type"]).Should().Be("Never", "the webhook stores defaults");

        var driver = (await api.DriversAsync(@namespace, "spark-pi")).Should().ContainSingle().Subject;
        ((string?)driver["status"]!["phase"]).Should().Be("Succeeded");
        if (shared.Cluster.HasLogs)
            (await sparkctl.DoAsync("-n", @namespace, "log", "spark-pi")).Should().Contain("Pi is roughly");
        await Eventually.SeesAsync(
            () => api.ListAsync(KubernetesResources.Pods, @namespace, "spark-role=executor"), executors => executors.Count == 0, () => shared.Operator.Output);
        (await api.ListAsync(KubernetesResources.Events, @namespace)).Select(e => (string)e["reason"]!)
            .Should().Contain(["SparkApplicationSubmitted", "SparkDriverRunning", "SparkDriverCompleted"]);
        File.Delete(file);
    }

    [Fact]
    public async Task An_application_with_impossible_fields_is_refused_with_every_reason_at_once()
    {
        await using var home = await shared.Cluster.Api.CreateNamespaceAsync("refused");
        var @namespace = home.Name;
        var manifest = Manifests.SparkPi("spark-pi");
        manifest["spec"]!["sparkConf"] = new System.Text.Json.Nodes.JsonObject { ["spark.kubernetes.namespace"] = "elsewhere" };
        manifest["spec"]!["nodeSelector"] = new System.Text.Json.Nodes.JsonObject { ["disk"] = "fast" };
        manifest["spec"]!["driver"]!["nodeSelector"] = new System.Text.Json.Nodes.JsonObject { ["disk"] = "slow" };
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, manifest.ToJsonString());

        var (exitCode, output) = await new Sparkctl(shared.Cluster.KubeConfigPath).RunAsync("-n", @namespace, "create", file);

        exitCode.Should().Be(1);
        output.Should().Contain("spark.kubernetes.namespace").And.Contain("spec.nodeSelector").And.NotContain("   at ");
        (await shared.Cluster.Api.FindAsync(ClusterObjects.SparkApplications, @namespace, "spark-pi")).Should().BeNull();
        File.Delete(file);
    }
}
