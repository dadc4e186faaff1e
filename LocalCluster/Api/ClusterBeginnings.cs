using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api;

/// <summary>What a new cluster holds: its namespaces, and the roles that everybody counts on.</summary>
internal static class ClusterBeginnings
{
    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Write = ["create", "delete", "deletecollection", "patch", "update"];

    private static readonly string[] Public = ["/healthz", "/livez", "/readyz", "/version", "/version/"];
    private static readonly string[] Discovery = ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/"];

    public static void Fill(Cluster cluster)
    {
        foreach (var name in new[] { "default", "kube-node-lease", "kube-public", "kube-system" })
            Create(cluster, "", "namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });

        Role(cluster, "cluster-admin", Rule(["*"], ["*"], ["*"]), Paths(["*"], ["*"]));
        Role(cluster, "system:discovery", Paths(["get"], Discovery));
        Role(cluster, "system:public-info-viewer", Paths(["get"], Public));
        Role(cluster, "system:service-account-issuer-discovery",
            Paths(["get"], ["/.well-known/openid-configuration", "/.well-known/openid-configuration/", "/openid/v1/jwks", "/openid/v1/jwks/"]));
        Role(cluster, "system:basic-user",
            Rule(["create"], ["authorization.k8s.io"], ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
            Rule(["create"], ["authentication.k8s.io"], ["selfsubjectreviews"]));
        Role(cluster, "view", Rule(Read, ["", "batch", "apps", "networking.k8s.io", "policy", "events.k8s.io", "discovery.k8s.io"], ViewedResources));
        Role(cluster, "edit",
            Rule([.. Read, .. Write], ["", "batch", "apps", "networking.k8s.io", "policy"], [.. ViewedResources, "secrets"]),
            Rule(["get", "create"], [""], ["pods/exec", "pods/attach", "pods/portforward", "pods/eviction", "serviceaccounts/token"]));
        Role(cluster, "admin",
            Rule([.. Read, .. Write], ["", "batch", "apps", "networking.k8s.io", "policy"], [.. ViewedResources, "secrets"]),
            Rule([.. Read, .. Write], ["rbac.authorization.k8s.io"], ["roles", "rolebindings"]));
        Aggregate(cluster);

        Bind(cluster, "cluster-admin", "system:masters");
        Bind(cluster, "system:discovery", "system:authenticated");
        Bind(cluster, "system:basic-user", "system:authenticated");
        Bind(cluster, "system:service-account-issuer-discovery", "system:serviceaccounts");
        Bind(cluster, "system:public-info-viewer", "system:authenticated", "system:unauthenticated");

        // Nobody can have watched before the beginning.
        cluster.Store.Compact();
    }

    private static readonly string[] ViewedResources =
    [
        "configmaps", "endpoints", "events", "limitranges", "namespaces", "persistentvolumeclaims", "pods", "pods/log", "pods/status", "resourcequotas", "serviceaccounts", "services",
        "cronjobs", "jobs", "deployments", "replicasets", "statefulsets", "daemonsets", "ingresses", "networkpolicies", "poddisruptionbudgets", "endpointslices",
    ];

    private static void Aggregate(Cluster cluster)
    {
        foreach (var name in new[] { "view", "edit", "admin" })
        {
            var kind = cluster.Kinds.Find("rbac.authorization.k8s.io", "v1", "clusterroles")!;
            var stored = cluster.Store.Find(new ObjectKey(kind.Resource, "", name))!;
            var role = stored.ToJson();
            role["aggregationRule"] = new JsonObject
            {
                ["clusterRoleSelectors"] = new JsonArray(new JsonObject { ["matchLabels"] = new JsonObject { [$"rbac.authorization.k8s.io/aggregate-to-{name}"] = "true" } }),
            };
            _ = Handlers.WriteSupport.Store(cluster, kind, stored.Key, stored, role);
        }
    }

    private static void Role(Cluster cluster, string name, params JsonNode[] rules) =>
        Create(cluster, "rbac.authorization.k8s.io", "clusterroles", new JsonObject { ["metadata"] = Bootstrapped(name), ["rules"] = new JsonArray(rules) });

    private static void Bind(Cluster cluster, string role, params string[] groups) =>
        Create(cluster, "rbac.authorization.k8s.io", "clusterrolebindings", new JsonObject
        {
            ["metadata"] = Bootstrapped(role),
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = role },
            ["subjects"] = new JsonArray([.. groups.Select(group => new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Group", ["name"] = group })]),
        });

    private static JsonObject Bootstrapped(string name) => new()
    {
        ["name"] = name,
        ["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" },
    };

    private static JsonObject Rule(IEnumerable<string> verbs, IEnumerable<string> groups, IEnumerable<string> resources) => new()
    {
        ["verbs"] = new JsonArray([.. verbs]),
        ["apiGroups"] = new JsonArray([.. groups]),
        ["resources"] = new JsonArray([.. resources]),
    };

    private static JsonObject Paths(IEnumerable<string> verbs, IEnumerable<string> paths) => new()
    {
        ["verbs"] = new JsonArray([.. verbs]),
        ["nonResourceURLs"] = new JsonArray([.. paths]),
    };

    private static void Create(Cluster cluster, string group, string plural, JsonObject content)
    {
        var kind = cluster.Kinds.Find(group, "v1", plural)!;
        var target = new RequestTarget(group, "v1", plural, null, null, null);
        ObjectIdentity.Begin(cluster, kind, target, content);
        Handlers.WriteSupport.Normalize(kind, content);
        kind.Rules.PrepareCreate?.Invoke(content, new CreationFacts(cluster.Identities.ServiceAddress, cluster.Identities.NodePort, cluster.Now));
        _ = Handlers.WriteSupport.Store(cluster, kind, new ObjectKey(kind.Resource, "", content.TextAt("metadata", "name")!), null, content);
    }
}
