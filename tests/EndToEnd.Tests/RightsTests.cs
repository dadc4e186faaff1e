using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>The shipped rules, one taken away at a time: whoever misses it says so by name, in the log, in the status or in an event.</summary>
public sealed class RightsTests
{
    private const string Lease = "spark-operator-controller-lock";

    private static readonly string[] Arguments =
    [
        "--metrics-listen", "http://127.0.0.1:0", "--ingress-url-format", "{{$appName}}.example.com", "--leader-election=true",
        "--leader-election-lock-name", Lease, "--leader-election-lock-namespace", ShippedRights.Namespace,
    ];

    private static readonly KubernetesResource ClusterRoles = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", Namespaced: false);
    private static readonly KubernetesResource Roles = new("rbac.authorization.k8s.io", "v1", "roles", "Role");

    [LocalClusterFact]
    public async Task Each_rule_that_is_missing_is_complained_of_by_name()
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        var folder = Directory.CreateTempSubdirectory("spark-operator-e2e");
        await new Sparkctl(cluster.KubeConfigPath).DoAsync("crds", "install");
        var rights = await ShippedRights.InstallAsync(cluster);
        var config = await rights.KubeConfigAsync(ShippedRights.Controller, folder);

        await RunAsync(cluster, config, complaint: null);
        var used = (await AskedFor.OfAccountsAsync(cluster.Api)).Where(asked => asked.User.EndsWith(ShippedRights.Controller, StringComparison.Ordinal)).ToList();

        var checkedRules = 0;
        var silent = new List<string>();
        foreach (var role in ShippedRights.Roles().Where(IsOfController))
        {
            foreach (var rule in role["rules"]!.AsArray().Select((_, index) => index).ToList())
            {
                // Without the rule the run takes other ways, and may ask first for a verb that the good run did without.
                var verbs = role["rules"]![rule]!["verbs"]!.AsArray().Select(verb => (string)verb!).ToList();
                var refusals = used.Where(asked => Grants(role["rules"]![rule]!, asked)).SelectMany(asked => verbs.Select(verb => (asked with { Verb = verb }).Refusal)).Distinct().ToList();
                if (refusals.Count == 0)
                    continue;
                await ReplaceRulesAsync(cluster, role, without: rule);
                try
                {
                    await RunAsync(cluster, config, text => refusals.Exists(refusal => text.Contains(refusal, StringComparison.Ordinal)));
                }
                catch (TimeoutException)
                {
                    silent.Add(refusals[0]);
                }

                await ReplaceRulesAsync(cluster, role, without: null);
                checkedRules++;
            }
        }

        folder.Delete(recursive: true);
        silent.Should().BeEmpty("whoever lacks a right must say which");
        checkedRules.Should().BeGreaterThan(8, "the run asks for applications, status, pods, companions, Ingresses, NetworkPolicies, events and the lease");
    }

    [LocalClusterFact]
    public async Task A_webhook_that_may_not_read_applications_says_so_and_is_not_ready()
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        var folder = Directory.CreateTempSubdirectory("spark-operator-e2e");
        await new Sparkctl(cluster.KubeConfigPath).DoAsync("crds", "install");
        var rights = await ShippedRights.InstallAsync(cluster, ShippedRights.Roles().Where(role => (string)role["metadata"]!["name"]! != ShippedRights.Webhook));

        await using var webhook = ProgramUnderTest.Start("Webhook",
        [
            "--kubeconfig", await rights.KubeConfigAsync(ShippedRights.Webhook, folder), "--listen", "https://127.0.0.1:0", "--metrics-listen", "http://127.0.0.1:0",
            "--certificate-directory", Path.Combine(folder.FullName, "certificates"), "--self-signed-certificate",
        ]);
        await Eventually.SeesAsync(() => Task.FromResult(webhook.Output), said => said.Contains("cannot list resource \"sparkapplications\" in API group \"sparkoperator.k8s.io\"", StringComparison.Ordinal));

        webhook.Output.Should().NotContain("ready https");
        await webhook.KillAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Runs one application by a controller of its own, to its end or until the complaint is heard.</summary>
    private static async Task RunAsync(LocalClusterProcess cluster, string config, Predicate<string>? complaint)
    {
        await using var home = await cluster.Api.CreateNamespaceAsync("rights");
        if (complaint is not null)
            home.ExpectDenialsOf(AskedFor.Account(ShippedRights.Namespace, ShippedRights.Controller));
        // Its creation is a right too.
        if (await cluster.Api.FindAsync(KubernetesResources.Leases, ShippedRights.Namespace, Lease) is not null)
            await cluster.Api.SendAsync(ApiRequests.Delete(KubernetesResources.Leases, ShippedRights.Namespace, Lease), CancellationToken.None);
        await using var controller = ProgramUnderTest.Start("Controller", ["--kubeconfig", config, .. Arguments]);
        var application = Manifests.SparkPi("spark-pi");
        // From this version on Spark has a NetworkPolicy too.
        application["spec"]!["sparkVersion"] = "4.2.0";
        await cluster.Api.CreateAsync(ClusterObjects.SparkApplications, home.Name, application);

        await Eventually.SeesAsync(
            async () => (State: await cluster.Api.StateAsync(home.Name, "spark-pi"), Said: complaint is null ? "" : controller.Output + await WordsAsync(cluster, home.Name)),
            seen => complaint is null ? seen.State == "COMPLETED" : complaint(seen.Said),
            () => controller.Output);
        await controller.TerminateAsync();
    }

    private static async Task<string> WordsAsync(LocalClusterProcess cluster, string @namespace)
    {
        var application = await cluster.Api.FindAsync(ClusterObjects.SparkApplications, @namespace, "spark-pi");
        var events = await cluster.Api.ListAsync(KubernetesResources.Events, @namespace);
        return $"{application?["status"]?["applicationState"]?["errorMessage"]}\n{string.Join('\n', events.Select(one => (string?)one["message"]))}";
    }

    private static async Task ReplaceRulesAsync(LocalClusterProcess cluster, JsonObject role, int? without)
    {
        var resource = (string)role["kind"]! == "ClusterRole" ? ClusterRoles : Roles;
        var (name, @namespace) = ((string)role["metadata"]!["name"]!, (string?)role["metadata"]!["namespace"]);
        var rules = role["rules"]!.DeepClone().AsArray();
        if (without is { } index)
            rules.RemoveAt(index);
        await cluster.Api.SendAsync(ApiRequests.Patch(resource, @namespace, name, PatchKind.Merge, System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["rules"] = rules }.ToJsonString())), CancellationToken.None);
    }

    private static bool IsOfController(JsonObject role) => role["rules"] is not null && (string)role["metadata"]!["name"]! == ShippedRights.Controller;

    private static bool Grants(JsonNode rule, AskedFor asked) =>
        Has(rule["verbs"], asked.Verb) && Has(rule["apiGroups"], asked.Group) && Has(rule["resources"], asked.Resource);

    private static bool Has(JsonNode? list, string text) => list!.AsArray().Any(item => (string)item! == text);
}
