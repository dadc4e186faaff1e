using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>What the demo does: from apply to COMPLETED through real processes over TLS.</summary>
[Collection(SharedOperator.Name)]
public sealed class FirstLightTests(SharedOperator shared) : SharedOperatorTest(shared, "first-light")
{
    [Fact]
    public async Task An_applied_application_runs_to_completed_and_leaves_nothing_running()
    {
        var (api, @namespace) = (Shared.Cluster.Api, Home);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Manifests.SparkPi("spark-pi").ToJsonString());
        var sparkctl = new Sparkctl(Shared.Cluster.KubeConfigPath);

        await sparkctl.DoAsync("-n", @namespace, "create", file);
        var (exitCode, output) = await sparkctl.RunAsync("-n", @namespace, "wait", "spark-pi", "--timeout", "60s");

        exitCode.Should().Be(0, "{0}\n{1}", output, Shared.Operator.Output);
        var application = (await api.FindAsync(ClusterObjects.SparkApplications, @namespace, "spark-pi"))!;
        ((string?)application["status"]!["applicationState"]!["state"]).Should().Be("COMPLETED");
        ((int?)application["status"]!["executionAttempts"]).Should().Be(1);
        application["status"]!["executorState"]!.AsObject().Should().HaveCount(2, "the manifest asks for two executors");
        ((string?)application["spec"]!["restartPolicy"]!["type"]).Should().Be("Never", "the webhook stores defaults");

        var driver = (await api.DriversAsync(@namespace, "spark-pi")).Should().ContainSingle().Subject;
        ((string?)driver["status"]!["phase"]).Should().Be("Succeeded");
        if (Shared.Cluster.HasLogs)
            (await sparkctl.DoAsync("-n", @namespace, "log", "spark-pi")).Should().Contain("Pi is roughly");
        await Eventually.SeesAsync(
            () => api.ListAsync(KubernetesResources.Pods, @namespace, "spark-role=executor"), executors => executors.Count == 0, () => Shared.Operator.Output);
        (await api.ListAsync(KubernetesResources.Events, @namespace)).Select(e => (string)e["reason"]!)
            .Should().Contain(["SparkApplicationSubmitted", "SparkDriverRunning", "SparkDriverCompleted"]);
        File.Delete(file);
    }

    [Fact]
    public async Task An_application_with_impossible_fields_is_refused_with_every_reason_at_once()
    {
        var manifest = Manifests.SparkPi("spark-pi");
        manifest["spec"]!["sparkConf"] = new System.Text.Json.Nodes.JsonObject { ["spark.kubernetes.namespace"] = "elsewhere" };
        manifest["spec"]!["nodeSelector"] = new System.Text.Json.Nodes.JsonObject { ["disk"] = "fast" };
        manifest["spec"]!["driver"]!["nodeSelector"] = new System.Text.Json.Nodes.JsonObject { ["disk"] = "slow" };
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, manifest.ToJsonString());

        var (exitCode, output) = await new Sparkctl(Shared.Cluster.KubeConfigPath).RunAsync("-n", Home, "create", file);

        exitCode.Should().Be(1);
        output.Should().Contain("spark.kubernetes.namespace").And.Contain("spec.nodeSelector").And.NotContain("   at ");
        (await Shared.Cluster.Api.FindAsync(ClusterObjects.SparkApplications, Home, "spark-pi")).Should().BeNull();
        File.Delete(file);
    }
}
