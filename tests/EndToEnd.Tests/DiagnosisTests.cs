using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>The commonest causes of a run that does not come about or fails: each is brought about, and the status has to name it.</summary>
public sealed class DiagnosisTests : IAsyncLifetime
{
    private ICluster _cluster = null!;
    private ProgramUnderTest _controller = null!;
    private ForeignWebhook _webhook = null!;

    public async Task InitializeAsync()
    {
        if (TestCluster.IsExternal)
            return;
        _cluster = await LocalClusterProcess.StartAsync("""{"verb":"create","resource":"pods","name":"broken-driver","fault":"500"}""");
        await new Sparkctl(_cluster.KubeConfigPath).DoAsync("crds", "install");
        _controller = ProgramUnderTest.Start(
            "Controller", ["--kubeconfig", _cluster.KubeConfigPath, "--metrics-listen", "http://127.0.0.1:0", "--leader-election=false", "--diagnose-driver-logs=true"]);
        await _controller.ReadyAsync();
        _webhook = await ForeignWebhook.StartAsync(_ => ForeignWebhook.Refusal("drivers want an owner"));
    }

    public async Task DisposeAsync()
    {
        if (_webhook is not null)
            await _webhook.DisposeAsync();
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
        home.ExpectDenialsOfAccount("default");
        await using var full = await api.CreateNamespaceAsync("full");
        await api.CreateAsync(new("", "v1", "resourcequotas", "ResourceQuota"), full.Name, JsonNode.Parse(
            """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"none"},"spec":{"hard":{"pods":"0"}}}""")!);

        await using var guarded = await api.CreateNamespaceAsync("guarded");
        _ = await _webhook.RegisterAsync(api, "refuses", guarded.Name, _webhook.Url, KubernetesResources.Pods);
        await using var deserted = await api.CreateNamespaceAsync("deserted");
        _ = await _webhook.RegisterAsync(api, "silent", deserted.Name, "https://127.0.0.1:1/", KubernetesResources.Pods);
        await using var governed = await api.CreateNamespaceAsync("governed");
        await RefuseByPolicyAsync(governed.Name);
        await using var strict = await api.CreateNamespaceAsync("strict");
        await api.SendAsync(ApiRequests.Patch(KubernetesResources.Namespaces, null, strict.Name, PatchKind.Merge, Encoding.UTF8.GetBytes(
            """{"metadata":{"labels":{"pod-security.kubernetes.io/enforce":"restricted"}}}""")), CancellationToken.None);
        await using var narrow = await api.CreateNamespaceAsync("narrow");
        await api.CreateAsync(new("", "v1", "limitranges", "LimitRange"), narrow.Name, JsonNode.Parse(
            """{"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"small"},"spec":{"limits":[{"type":"Container","max":{"memory":"100Mi"}}]}}""")!);

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
            ("JvmOutOfMemory", "java.lang.OutOfMemoryError: Java heap space", Driver("heap", "annotations", Stage("java-out-of-memory"))),
            ("ClassNotFound", "Failed to load class org.apache.spark.examples.SparkPi", Driver("class", "annotations", Stage("class-not-found"))),
            ("FileNotFound", "spark-examples.jar does not exist", Driver("file", "annotations", Stage("file-not-found"))),
            ("PythonModuleMissing", "ModuleNotFoundError", Driver("python", "annotations", Stage("python-error"))),
            ("InternalError", "injected fault: 500", Manifests.SparkPi("broken")),
            ("Evicted", "low on resource: memory", Driver("evicted", "annotations", Stage("evicted"))),
            ("DriverFailed", "exit code 3", Driver("exit", "annotations", new JsonObject { [Simulated.ExitCode] = "3" })),
            ("ExecutorsLost", "Max number of executor failures", LosingExecutors("executors")),
            ("StartTimeout", "Unschedulable", StartingTooLate("late")),
            ("InvalidSpec", "is not a Java memory size", Driver("memory", "memory", "lots")),
        };
        foreach (var (_, _, application) in causes)
            await api.CreateAsync(ClusterObjects.SparkApplications, home.Name, application);
        var refusals = new (string Category, string Evidence, TestNamespace Namespace)[]
        {
            ("QuotaExceeded", "exceeded quota: none", full),
            ("PolicyRefused", "denied the request: drivers want an owner", guarded),
            ("PolicyRefused", "ValidatingAdmissionPolicy", governed),
            ("PolicyRefused", "violates PodSecurity", strict),
            ("LimitRangeExceeded", "maximum memory usage per Container is 100Mi", narrow),
            ("WebhookUnavailable", "failed calling webhook", deserted),
        };
        foreach (var (_, _, @namespace) in refusals)
            await api.CreateAsync(ClusterObjects.SparkApplications, @namespace.Name, Manifests.SparkPi("refused"));

        foreach (var (category, evidence, application) in causes)
            await NamesAsync(home.Name, (string)application["metadata"]!["name"]!, category, evidence);
        foreach (var (category, evidence, @namespace) in refusals)
            await NamesAsync(@namespace.Name, "refused", category, evidence);
    }

    private async Task NamesAsync(string @namespace, string name, string category, string evidence)
    {
        var diagnosis = await Eventually.SeesAsync(
            async () => (await _cluster.Api.FindAsync(ClusterObjects.SparkApplications, @namespace, name))?["status"]?["diagnosis"],
            found => (string?)found?["category"] == category, () => $"{name}\n{_controller.Output}");
        ((string?)diagnosis!["evidence"]).Should().Contain(evidence);
        ((string?)diagnosis["nextStep"]).Should().NotBeNullOrEmpty();
    }

    private async Task RefuseByPolicyAsync(string @namespace)
    {
        const string Group = "admissionregistration.k8s.io";
        await _cluster.Api.CreateAsync(new(Group, "v1", "validatingadmissionpolicies", "ValidatingAdmissionPolicy", Namespaced: false), null, JsonNode.Parse(
            """
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicy","metadata":{"name":"owners"},
             "spec":{"failurePolicy":"Fail","matchConstraints":{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["pods"]}]},
                     "validations":[{"expression":"false","message":"every pod names its owner"}]}}
            """)!);
        await _cluster.Api.CreateAsync(new(Group, "v1", "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding", Namespaced: false), null, JsonNode.Parse(
            $$$"""
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicyBinding","metadata":{"name":"owners"},
             "spec":{"policyName":"owners","validationActions":["Deny"],"matchResources":{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"{{{@namespace}}}"}}
             }}
            }
            """)!);
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
