using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests;

/// <summary>The commonest causes of a run that does not come about or fails: each is brought about, and the status has to name it.</summary>
public sealed class DiagnosisTests : IAsyncLifetime
{
    private ICluster _cluster = null!;
    private ProgramUnderTest _controller = null!;

    public async Task InitializeAsync()
    {
        if (TestCluster.IsExternal)
            return;
        _cluster = await TestCluster.StartAsync();
        await new Sparkctl(_cluster.KubeConfigPath).DoAsync("crds", "install");
        _controller = ProgramUnderTest.Start(
            "Controller", ["--kubeconfig", _cluster.KubeConfigPath, "--metrics-listen", "http://127.0.0.1:0", "--leader-election=false", "--diagnose-driver-logs=true"]);
        await _controller.ReadyAsync();
    }

    public async Task DisposeAsync()
    {
        if (_controller is not null)
            await _controller.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [LocalClusterFact]
    public async Task Every_common_cause_is_named_with_its_evidence_and_a_next_step()
    {
        var api = _cluster.Api;
        await using var home = await api.CreateNamespaceAsync("causes");
        await using var full = await api.CreateNamespaceAsync("full");
        await api.CreateAsync(new("", "v1", "resourcequotas", "ResourceQuota"), full.Name, JsonNode.Parse(
            """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"none"},"spec":{"hard":{"pods":"0"}}}""")!);

        var causes = new (string Category, string Evidence, JsonNode Application)[]
        {
            ("ImagePull", "not found", Driver("image", "annotations", Stage("image-pull-error"))),
            ("Unschedulable", "didn't match Pod's node affinity/selector", Driver("selector", "nodeSelector", new JsonObject { ["disk"] = "fast" })),
            ("Unschedulable", "Insufficient cpu", Driver("big", "coreRequest", "900")),
            ("MissingReference", "secret \"nope\" not found", Driver("secret", "envSecretKeyRefs", new JsonObject { ["X"] = new JsonObject { ["name"] = "nope", ["key"] = "k" } })),
            ("MissingReference", "configmap \"nope\" not found", Driver("settings", "configMaps", new JsonArray(new JsonObject { ["name"] = "nope", ["path"] = "/etc/nope" }))),
            ("ServiceAccountMissing", "serviceaccount \"ghost\" not found", Driver("account", "serviceAccount", "ghost")),
            ("ServiceAccountLacksRights", "is forbidden: User", Driver("rights", "serviceAccount", "default")),
            ("OutOfMemory", "OOMKilled", Driver("oom", "annotations", Stage("oom-killed"))),
            ("Evicted", "low on resource: memory", Driver("evicted", "annotations", Stage("evicted"))),
            ("DriverFailed", "exit code 3", Driver("exit", "annotations", new JsonObject { [Simulated.ExitCode] = "3" })),
            ("ExecutorsLost", "Max number of executor failures", LosingExecutors("executors")),
            ("StartTimeout", "Unschedulable", StartingTooLate("late")),
            ("InvalidSpec", "is not a Java memory size", Driver("memory", "memory", "lots")),
        };
        foreach (var (_, _, application) in causes)
            await api.CreateAsync(ClusterObjects.SparkApplications, home.Name, application);
        await api.CreateAsync(ClusterObjects.SparkApplications, full.Name, Manifests.SparkPi("quota"));

        foreach (var (category, evidence, application) in causes)
            await NamesAsync(home.Name, (string)application["metadata"]!["name"]!, category, evidence);
        await NamesAsync(full.Name, "quota", "QuotaExceeded", "exceeded quota: none");
    }

    private async Task NamesAsync(string @namespace, string name, string category, string evidence)
    {
        var diagnosis = await Eventually.SeesAsync(
            async () => (await _cluster.Api.FindAsync(ClusterObjects.SparkApplications, @namespace, name))?["status"]?["diagnosis"],
            found => (string?)found?["category"] == category, () => $"{name}\n{_controller.Output}");
        ((string?)diagnosis!["evidence"]).Should().Contain(evidence);
        ((string?)diagnosis["nextStep"]).Should().NotBeNullOrEmpty();
    }

    private static JsonObject Stage(string stage) => new() { [Simulated.Stage] = stage };

    private static JsonNode Driver(string name, string member, JsonNode value)
    {
        var application = Manifests.SparkPi(name);
        application["spec"]!["driver"]![member] = value;
        return application;
    }

    private static JsonNode LosingExecutors(string name)
    {
        var application = Driver(name, "annotations", new JsonObject { [Simulated.Work] = "300s" });
        application["spec"]!["executor"]!["annotations"] = Stage("fails");
        return application;
    }

    private static JsonNode StartingTooLate(string name)
    {
        var application = Driver(name, "annotations", Stage("never-scheduled"));
        application["metadata"]!["annotations"] = new JsonObject { ["sparkoperator.k8s.io/start-timeout"] = "3s" };
        return application;
    }
}
