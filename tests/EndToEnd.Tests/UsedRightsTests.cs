using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Hosting.Rights;

namespace EndToEnd.Tests;

/// <summary>
/// Least rights: with everything switched on, our two programs ask for every verb that they are granted. What drivers are granted is what Spark's own code calls,
/// of which the simulated ones play a part.
/// </summary>
public sealed class UsedRightsTests
{
    // Granted all the same, and why.
    private static readonly Dictionary<string, string> NeverAsked = new()
    {
        ["Controller update sparkapplications/finalizers"] = "clusters with OwnerReferencesPermissionEnforcement ask for it when an owner reference blocks the owner's deletion; nobody else does",
        ["Controller update scheduledsparkapplications/finalizers"] = "as for applications",
        ["Controller update sparkconnects/finalizers"] = "as for applications",
        ["Controller delete persistentvolumeclaims"] = "a claim of the same attempt with another content, which only an upgrade in the middle of a submission leaves",
    };

    private static readonly KubernetesResource Connects = new("sparkoperator.k8s.io", "v1alpha1", "sparkconnects", "SparkConnect");
    private static readonly KubernetesResource Schedules = new("sparkoperator.k8s.io", "v1beta2", "scheduledsparkapplications", "ScheduledSparkApplication");

    private static readonly KubernetesResource Budgets = new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget");
    private static readonly KubernetesResource Ingresses = new("networking.k8s.io", "v1", "ingresses", "Ingress");

    // A creation of each is answered by a fault after it took effect, so that it is looked at when it is tried again.
    private static readonly string[] Interrupted = ["configmaps", "services", "networkpolicies", "podgroups", "persistentvolumeclaims", "jobs", "pods"];

    [LocalClusterFact]
    public async Task Every_verb_that_is_granted_is_asked_for()
    {
        await using var cluster = await LocalClusterProcess.StartAsync(string.Join('\n', Interrupted.Select(resource => $$"""{"verb":"create","resource":"{{resource}}","nth":1,"fault":"500-after"}""")));
        var api = cluster.Api;
        var folder = Directory.CreateTempSubdirectory("spark-operator-e2e");
        foreach (var (group, version) in new[] { ("scheduling.volcano.sh", "v1beta1"), ("scheduling.x-k8s.io", "v1alpha1") })
            await api.CreateAsync(KubernetesResources.CustomResourceDefinitions, null, PodGroups(group, version));
        await using var sparkOperator = await OperatorUnderTest.StartAsync(cluster, await SettingsAsync(folder));
        await using var home = await api.CreateNamespaceAsync("used");
        await using var restricted = await api.CreateNamespaceAsync("restricted");
        await api.SendAsync(ApiRequests.Patch(KubernetesResources.Namespaces, null, restricted.Name, PatchKind.Merge, """{"metadata":{"labels":{"tier":"restricted"}}}"""u8.ToArray()), CancellationToken.None);
        await ApplyAsync(api, home.Name);
        await api.CreateAsync(ClusterObjects.SparkApplications, restricted.Name, Manifests.SparkPi("judged"));
        await using var webhook = await RenewCertificateAsync(cluster, folder);

        await Eventually.SeesAsync(
            async () => string.Join(", ", Granted().Except(NeverAsked.Keys).Except(await AskedAsync(api))), missing => missing.Length == 0, () => $"{webhook.Output}\n{sparkOperator.Output}");
        NeverAsked.Keys.Should().BeSubsetOf(Granted());
        await cluster.NothingWasDeniedAsync(home.Name);
        folder.Delete(recursive: true);
    }

    private static IEnumerable<string> Granted() =>
        from right in RightsTable.All
        where right.Holder is not RightHolder.SparkDriver
        from resource in right.Resources
        from verb in right.Verbs
        select $"{right.Holder} {verb} {resource}";

    private static async Task<IEnumerable<string>> AskedAsync(IKubernetesApi api) =>
        from asked in await AskedFor.OfAccountsAsync(api)
        where asked.User.Contains($":{ShippedRights.Namespace}:", StringComparison.Ordinal)
        select $"{(asked.User.EndsWith(ShippedRights.Controller, StringComparison.Ordinal) ? RightHolder.Controller : RightHolder.Webhook)} {asked.Verb} {asked.Resource}";

    private static async Task<OperatorSettings> SettingsAsync(DirectoryInfo folder)
    {
        var policy = Path.Combine(folder.FullName, "policy.yaml");
        await File.WriteAllTextAsync(policy, """
            apiVersion: config.sparkoperator.k8s.io/v1
            kind: AdmissionPolicy
            namespaces:
            - selector: {matchLabels: {tier: restricted}}
              policy: {profile: restricted, images: {allowed: ["docker.io/apache/spark:*"]}, serviceAccounts: {allowed: [spark]}}
            """);
        string[] both = ["--policy-file", policy, "--policy-namespace-labels", "--ingress-url-format", "{{$appName}}.example.com", "--enable-batch-scheduler", "--kube-scheduler-names", "default-scheduler"];
        return new OperatorSettings
        {
            Features = [.. RightFeature.All.Except([RightFeature.Base, RightFeature.LeaderElection, RightFeature.Ingresses, RightFeature.NetworkPolicies, RightFeature.SelfSignedCertificate])],
            ControllerArguments = [.. both, "--namespace-selector", "tier!=never", "--enable-driver-pdb", "--diagnose-driver-logs"],
            WebhookArguments = [.. both, "--policy-author-check", "--quota", "deny"],
        };
    }

    private static async Task ApplyAsync(IKubernetesApi api, string @namespace)
    {
        // Everything around a driver, once more when it is tried again, and gone with the application.
        await CreateAsync("fails", application =>
        {
            application["spec"]!["batchScheduler"] = "default-scheduler";
            application["spec"]!["driverPodDisruptionBudget"] = true;
            application["spec"]!["restartPolicy"] = new JsonObject { ["type"] = "OnFailure", ["onFailureRetries"] = 2, ["onFailureRetryInterval"] = 1 };
            application["spec"]!["timeToLiveSeconds"] = 1;
            application["spec"]!["driver"]!["annotations"] = new JsonObject { [Simulated.Stage] = "fails" };
        });
        // Nobody tells why it waits.
        await CreateAsync("never-starts", application => application["spec"]!["driver"]!["schedulerName"] = "nobody");
        await CreateAsync("volume", application => application["spec"]!["sparkConf"] = Volume());
        await CreateAsync("jvm", application =>
        {
            application["spec"]!["deps"] = new JsonObject { ["jars"] = new JsonArray("file:///opt/spark/extra.jar") };
            application["spec"]!["timeToLiveSeconds"] = 1;
        });
        await CreateAsync("held", application => application["spec"]!["deps"] = new JsonObject { ["jars"] = new JsonArray("file:///opt/spark/extra.jar") });
        await PatchAsync(ClusterObjects.SparkApplications, "held", """{"spec":{"suspend":true}}""");
        await LeaveSurroundingsAsync(api, @namespace, "left");
        await PatchAsync(ClusterObjects.SparkApplications, "left", """{"spec":{"suspend":false}}""");
        await api.CreateAsync(Schedules, @namespace, new JsonObject
        {
            ["apiVersion"] = "sparkoperator.k8s.io/v1beta2",
            ["kind"] = "ScheduledSparkApplication",
            ["metadata"] = new JsonObject { ["name"] = "often" },
            ["spec"] = new JsonObject { ["schedule"] = "@every 1s", ["concurrencyPolicy"] = "Forbid", ["template"] = Manifests.SparkPi("pi")["spec"]!.DeepClone() },
        });

        // A Connect server whose port moves, and which then takes clients from everywhere.
        await api.CreateAsync(Connects, @namespace, JsonNode.Parse("""
            {"apiVersion":"sparkoperator.k8s.io/v1alpha1","kind":"SparkConnect","metadata":{"name":"conn"},
             "spec":{"sparkVersion":"4.0.1","image":"docker.io/apache/spark:4.0.1","restrictClients":true,"server":{"cores":1,"memory":"512m"},"executor":{"instances":1,"cores":1,"memory":"512m"}}}
            """)!);
        await Eventually.SeesAsync(() => api.FindAsync(KubernetesResources.NetworkPolicies, @namespace, "conn-clients"), policy => policy is not null);
        await PatchAsync(Connects, "conn", """{"spec":{"sparkConf":{"spark.connect.grpc.binding.port":"15003"},"executor":{"template":{"metadata":{"labels":{"a":"b"}}}}}}""");
        await Eventually.SeesAsync(async () => (await api.FindAsync(KubernetesResources.NetworkPolicies, @namespace, "conn-clients"))!.ToJsonString(), text => text.Contains("15003", StringComparison.Ordinal));
        await PatchAsync(Connects, "conn", """{"spec":{"restrictClients":false}}""");

        await MakeForeignPodAsync(api, @namespace);

        Task CreateAsync(string name, Action<JsonNode> change)
        {
            var application = Manifests.SparkPi(name);
            // From this version on Spark has a NetworkPolicy too.
            application["spec"]!["sparkVersion"] = "4.2.0";
            change(application);
            return api.CreateAsync(ClusterObjects.SparkApplications, @namespace, application);
        }

        Task PatchAsync(KubernetesResource resource, string name, string patch) =>
            api.SendAsync(ApiRequests.Patch(resource, @namespace, name, PatchKind.Merge, Encoding.UTF8.GetBytes(patch)), CancellationToken.None);
    }

    // What is around the driver of an application as another operator left it: ours to change, and it does not tell what it was made from.
    private static async Task LeaveSurroundingsAsync(IKubernetesApi api, string @namespace, string name)
    {
        var application = Manifests.SparkPi(name);
        application["spec"]!["suspend"] = true;
        application["spec"]!["driverPodDisruptionBudget"] = true;
        var uid = (await api.CreateAsync(ClusterObjects.SparkApplications, @namespace, application)).Uid();
        await api.CreateAsync(Budgets, @namespace, Left("policy/v1", "PodDisruptionBudget", $"{name}-driver", """{"minAvailable":1,"selector":{"matchLabels":{"spark-role":"driver"}}}"""));
        await api.CreateAsync(Ingresses, @namespace, Left("networking.k8s.io/v1", "Ingress", $"{name}-ui-ingress", """{"defaultBackend":{"service":{"name":"left-ui-svc","port":{"number":4040}}}}"""));

        JsonNode Left(string version, string kind, string its, string spec) => JsonNode.Parse(
            $$$"""
            {"apiVersion":"{{{version}}}","kind":"{{{kind}}}",
             "metadata":{"name":"{{{its}}}","ownerReferences":[{"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","name":"{{{name}}}","uid":"{{{uid}}}","controller":true}]},
             "spec":{{{spec}}}
            }
            """)!;
    }

    // Of an application that is not there: the webhook looks once more before it answers, whatever its answer is.
    private static async Task MakeForeignPodAsync(IKubernetesApi api, string @namespace)
    {
        try
        {
            await api.CreateAsync(KubernetesResources.Pods, @namespace, LeftDriver.Of("absent", Guid.Empty.ToString(), Guid.Empty.ToString()));
        }
        catch (ApiStatusException refusal) when (refusal.Message.Contains("absent", StringComparison.Ordinal))
        {
            return;
        }
    }

    private static JsonObject Volume()
    {
        const string Claim = "spark.kubernetes.driver.volumes.persistentVolumeClaim.data";
        return new()
        {
            [$"{Claim}.options.claimName"] = "OnDemand",
            [$"{Claim}.options.storageClass"] = "standard",
            [$"{Claim}.options.sizeLimit"] = "1Gi",
            [$"{Claim}.mount.path"] = "/data",
        };
    }

    /// <summary>A webhook that keeps its certificate in a Secret: there is none at first, and then one that nobody can use.</summary>
    private static async Task<ProgramUnderTest> RenewCertificateAsync(LocalClusterProcess cluster, DirectoryInfo folder)
    {
        const string Secret = "spark-operator-webhook-certs";
        await using (var first = await StartAsync())
            _ = await first.ReadyAsync();
        await cluster.Api.SendAsync(ApiRequests.Patch(KubernetesResources.Secrets, ShippedRights.Namespace, Secret, PatchKind.Merge, """{"data":{"tls.crt":"","tls.key":"","ca.crt":""}}"""u8.ToArray()), CancellationToken.None);
        return await StartAsync();

        async Task<ProgramUnderTest> StartAsync() => ProgramUnderTest.Start("Webhook",
        [
            "--kubeconfig", await ShippedRights.KubeConfigAsync(cluster, ShippedRights.Namespace, ShippedRights.Webhook, folder), "--listen", "https://127.0.0.1:0", "--metrics-listen", "http://127.0.0.1:0",
            "--webhook-secret-name", Secret, "--webhook-secret-namespace", ShippedRights.Namespace, "--webhook-svc-name", "spark-operator-webhook-svc", "--webhook-cert-dir", Path.Combine(folder.FullName, "none"),
        ]);
    }

    private static JsonNode PodGroups(string group, string version) => JsonNode.Parse(
        $$$$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"podgroups.{{{{group}}}}","annotations":{"api-approved.kubernetes.io":"unapproved"}},
         "spec":{"group":"{{{{group}}}}","scope":"Namespaced","names":{"plural":"podgroups","singular":"podgroup","kind":"PodGroup","listKind":"PodGroupList"},
                 "versions":[{"name":"{{{{version}}}}","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
        """)!;
}
