using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Hosting.Rights;
using Testing.Comparison;

namespace Testing.Operator;

/// <summary>The service accounts of the operator with exactly the roles that are shipped for the whole cluster, and kubeconfigs that hold their tokens.</summary>
public sealed class ShippedRights
{
    public const string Namespace = "spark-operator";
    public const string Controller = "spark-operator-controller";
    public const string Webhook = "spark-operator-webhook";

    private const string RbacGroup = "rbac.authorization.k8s.io";

    private readonly ICluster _cluster;
    private readonly List<ApiRequest> _cleanUp = [];

    private ShippedRights(ICluster cluster) => _cluster = cluster;

    /// <summary>What takes away everything that was put into the cluster.</summary>
    public IReadOnlyList<ApiRequest> CleanUp => _cleanUp;

    /// <summary>The documents of <c>rbac.yaml</c> of an overlay.</summary>
    public static IReadOnlyList<JsonObject> Roles(string overlay = "cluster") =>
        [.. YamlText.Documents(File.ReadAllText(Repository.PathTo("kustomize", "overlays", overlay, "rbac.yaml"))).OfType<JsonObject>()];

    /// <summary>A role and its binding for each account and feature, as the table of rights has them, for the whole cluster; what is limited to the operator's own namespace is not among them.</summary>
    public static IEnumerable<JsonObject> OfFeatures(IReadOnlyList<RightFeature> features)
    {
        foreach (var (account, holder) in new[] { (Controller, RightHolder.Controller), (Webhook, RightHolder.Webhook) })
        {
            var rules = RightsTable.All.Where(right => right.Holder == holder && right.Scope is not RightScope.OwnNamespace && features.Contains(right.Feature)).ToList();
            if (rules.Count == 0)
                continue;
            var name = $"{account}-features";
            var role = Named($"{RbacGroup}/v1", "ClusterRole", name);
            role["rules"] = new JsonArray([.. rules.Select(right => new JsonObject { ["apiGroups"] = Texts(right.Groups), ["resources"] = Texts(right.Resources), ["verbs"] = Texts(right.Verbs) })]);
            yield return role;
            var binding = Named($"{RbacGroup}/v1", "ClusterRoleBinding", name);
            binding["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = account, ["namespace"] = Namespace });
            binding["roleRef"] = new JsonObject { ["apiGroup"] = RbacGroup, ["kind"] = "ClusterRole", ["name"] = name };
            yield return binding;
        }

        static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
    }

    public static async Task<ShippedRights> InstallAsync(ICluster cluster, IEnumerable<JsonObject>? roles = null)
    {
        var rights = new ShippedRights(cluster);
        await rights.CreateAsync(KubernetesResources.Namespaces, null, Named("v1", "Namespace", Namespace));
        foreach (var account in new[] { Controller, Webhook })
            await rights.CreateAsync(KubernetesResources.ServiceAccounts, Namespace, Named("v1", "ServiceAccount", account));
        foreach (var role in roles ?? Roles())
            await rights.CreateAsync(ResourceOf((string)role["kind"]!), (string?)role["metadata"]!["namespace"], role);
        return rights;
    }

    /// <summary>Writes a kubeconfig of one of the accounts.</summary>
    public Task<string> KubeConfigAsync(string account, DirectoryInfo folder) => KubeConfigAsync(_cluster, Namespace, account, folder);

    /// <summary>Writes a kubeconfig of a service account, by a token that the API server issues.</summary>
    public static async Task<string> KubeConfigAsync(ICluster cluster, string @namespace, string account, DirectoryInfo folder)
    {
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            // Longer than any load lasts: what is written into a kubeconfig is renewed by nobody.
            ["spec"] = new JsonObject { ["expirationSeconds"] = 86_400 },
        };
        var answer = await cluster.Api.SendAsync(
            ApiRequests.CreateSubresource(KubernetesResources.ServiceAccounts, @namespace, account, "token", Encoding.UTF8.GetBytes(request.ToJsonString())), CancellationToken.None);

        var config = YamlText.Documents(await File.ReadAllTextAsync(cluster.KubeConfigPath)).First()!.DeepClone();
        foreach (var user in config["users"]!.AsArray())
            user!["user"] = new JsonObject { ["token"] = JsonNode.Parse(answer.Body.Span)!["status"]!["token"]!.DeepClone() };
        var file = Path.Combine(folder.FullName, $"{account}.kubeconfig");
        await File.WriteAllTextAsync(file, config.ToJsonString());
        return file;
    }

    private async Task CreateAsync(KubernetesResource resource, string? @namespace, JsonObject body)
    {
        try
        {
            _ = await _cluster.Api.CreateAsync(resource, @namespace, body);
        }
        catch (ApiStatusException refusal) when (refusal.IsAlreadyExists)
        {
            // Of another operator of the same run, which also takes it away.
            return;
        }

        _cleanUp.Insert(0, ApiRequests.Delete(resource, @namespace, (string)body["metadata"]!["name"]!));
    }

    private static KubernetesResource ResourceOf(string kind) => kind switch
    {
        "ClusterRole" => new(RbacGroup, "v1", "clusterroles", kind, Namespaced: false),
        "ClusterRoleBinding" => new(RbacGroup, "v1", "clusterrolebindings", kind, Namespaced: false),
        "Role" => new(RbacGroup, "v1", "roles", kind),
        "RoleBinding" => new(RbacGroup, "v1", "rolebindings", kind),
        _ => throw new ArgumentException($"'{kind}' is no kind of RBAC."),
    };

    private static JsonObject Named(string version, string kind, string name) =>
        new() { ["apiVersion"] = version, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
}
