using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Hosting.Rights;

namespace EndToEnd.Tests;

/// <summary>A policy in both processes: chosen by a label of the namespace, asking what authors may do, filling in what it asks for, and judged again by the controller.</summary>
public sealed class AdmissionPolicyTests
{
    private const string Head = "apiVersion: config.sparkoperator.k8s.io/v1\nkind: AdmissionPolicy\n";

    private const string Restricted = Head + """
        namespaces:
        - selector: {matchLabels: {tier: restricted}}
          policy: {profile: restricted, images: {allowed: ["docker.io/apache/spark:*"]}, serviceAccounts: {allowed: [spark]}}
        """;

    private static readonly KubernetesResource Roles = new("rbac.authorization.k8s.io", "v1", "roles", "Role");
    private static readonly KubernetesResource RoleBindings = new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding");

    [LocalClusterFact]
    public async Task An_author_gets_through_the_operator_what_they_may_do_alone_and_no_more()
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        var folder = Directory.CreateTempSubdirectory("spark-operator-e2e");
        var policy = Path.Combine(folder.FullName, "policy.yaml");
        await File.WriteAllTextAsync(policy, Restricted);
        string[] arguments = ["--policy-file", policy, "--policy-namespace-labels"];
        await using var @operator = await OperatorUnderTest.StartAsync(cluster, new OperatorSettings
        {
            WebhookArguments = [.. arguments, "--policy-author-check", "--policy-trusted-users", $"system:serviceaccount:{ShippedRights.Namespace}:{ShippedRights.Controller}"],
            ControllerArguments = arguments,
            Features = [RightFeature.NamespaceSelector, RightFeature.PolicyNamespaces, RightFeature.AuthorCheck],
        });
        await using var home = await cluster.Api.CreateNamespaceAsync("policy");
        _ = await cluster.Api.SendAsync(ApiRequests.Patch(KubernetesResources.Namespaces, null, home.Name, PatchKind.Merge, """{"metadata":{"labels":{"tier":"restricted"}}}"""u8.ToArray()), CancellationToken.None);
        home.ExpectDenialsOfAccount("alice");
        var alice = await AccountAsync(cluster, home.Name, "alice", folder);
        await GrantAsync(cluster.Api, home.Name, "alice", """[{"apiGroups":["sparkoperator.k8s.io"],"resources":["sparkapplications"],"verbs":["create","get"]}]""");

        var refusal = await Eventually.SeesAsync(() => RefusalAsync(alice, home.Name), said => said.Contains("may not", StringComparison.Ordinal), () => @operator.Output);
        refusal.Should().Contain("may not create pods").And.Contain("spec.driver.serviceAccount: ").And.Contain("may not use serviceaccounts 'spark'");

        await GrantAsync(cluster.Api, home.Name, "alice-more", """[{"apiGroups":[""],"resources":["pods"],"verbs":["create"]},{"apiGroups":[""],"resources":["serviceaccounts"],"resourceNames":["spark"],"verbs":["use"]}]""");
        var stored = await alice.CreateAsync(ClusterObjects.SparkApplications, home.Name, Manifests.SparkPi("pi"));
        ((string?)stored["spec"]!["driver"]!["podSecurityContext"]!["seccompProfile"]!["type"]).Should().Be("RuntimeDefault", "the policy fills in what it asks for");

        await Eventually.SeesAsync(() => cluster.Api.StateAsync(home.Name, "pi"), state => state == "COMPLETED", () => @operator.Output);
        var driver = (await cluster.Api.DriversAsync(home.Name, "pi")).Should().ContainSingle().Subject;
        ((bool?)driver["spec"]!["securityContext"]!["runAsNonRoot"]).Should().BeTrue();
        ((bool?)driver["spec"]!["containers"]![0]!["securityContext"]!["allowPrivilegeEscalation"]).Should().BeFalse();
        folder.Delete(recursive: true);
    }

    [LocalClusterFact]
    public async Task What_comes_past_the_webhook_fails_at_the_controller_with_the_sentence_of_the_rule()
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        var folder = Directory.CreateTempSubdirectory("spark-operator-e2e");
        var policy = Path.Combine(folder.FullName, "policy.yaml");
        await File.WriteAllTextAsync(policy, Head + "images: {allowed: ['registry.example.com/*']}\n");
        await using var @operator = await OperatorUnderTest.StartAsync(cluster, new OperatorSettings { ControllerArguments = ["--policy-file", policy] });
        await using var home = await cluster.Api.CreateNamespaceAsync("policy");
        var application = Manifests.SparkPi("pi");
        application["spec"]!["restartPolicy"] = new JsonObject { ["type"] = "Always" };

        _ = await cluster.Api.CreateAsync(ClusterObjects.SparkApplications, home.Name, application);

        await Eventually.SeesAsync(() => cluster.Api.StateAsync(home.Name, "pi"), state => state == "FAILED", () => @operator.Output);
        var status = (await cluster.Api.FindAsync(ClusterObjects.SparkApplications, home.Name, "pi"))!["status"]!;
        ((string?)status["diagnosis"]!["category"]).Should().Be("PolicyViolation");
        ((string?)status["applicationState"]!["errorMessage"]).Should().Contain("registry.example.com/*");
        (await cluster.Api.DriversAsync(home.Name, "pi")).Should().BeEmpty();
        folder.Delete(recursive: true);
    }

    private static async Task<IKubernetesApi> AccountAsync(ICluster cluster, string @namespace, string name, DirectoryInfo folder)
    {
        await cluster.Api.CreateAsync(KubernetesResources.ServiceAccounts, @namespace, JsonNode.Parse($$$"""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"{{{name}}}"}}""")!);
        return ClusterApi.Connect(await ShippedRights.KubeConfigAsync(cluster, @namespace, name, folder));
    }

    private static async Task GrantAsync(IKubernetesApi api, string @namespace, string name, string rules)
    {
        await api.CreateAsync(Roles, @namespace, JsonNode.Parse($$$"""{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"{{{name}}}"},"rules":{{{rules}}} }""")!);
        await api.CreateAsync(RoleBindings, @namespace, JsonNode.Parse($$$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"{{{name}}}"},
             "subjects":[{"kind":"ServiceAccount","name":"alice","namespace":"{{{@namespace}}}"}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"{{{name}}}"} }
            """)!);
    }

    private static async Task<string> RefusalAsync(IKubernetesApi api, string @namespace)
    {
        try
        {
            _ = await api.CreateAsync(ClusterObjects.SparkApplications, @namespace, Manifests.SparkPi("pi"));
            return "";
        }
        catch (ApiStatusException refusal)
        {
            return refusal.Status.Message ?? "";
        }
    }
}
