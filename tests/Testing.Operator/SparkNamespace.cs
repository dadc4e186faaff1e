using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace Testing.Operator;

/// <summary>A namespace in which a driver may do what Spark needs, with the service account <c>spark</c>.</summary>
public static class SparkNamespace
{
    public static async Task CreateAsync(IKubernetesApi api, string name)
    {
        await api.CreateAsync(KubernetesResources.Namespaces, null, JsonNode.Parse($$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{name}}}"}}""")!);
        await api.CreateAsync(KubernetesResources.ServiceAccounts, name, JsonNode.Parse("""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"spark"}}""")!);
        await api.CreateAsync(new("rbac.authorization.k8s.io", "v1", "roles", "Role"), name, JsonNode.Parse(
            """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"spark"},
             "rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list","watch","create","patch","delete","deletecollection"]},
                      {"apiGroups":[""],"resources":["configmaps","services","persistentvolumeclaims"],"verbs":["get","list","create","delete","deletecollection"]}]}
            """)!);
        await api.CreateAsync(new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding"), name, JsonNode.Parse(
            $$$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"spark"},
             "subjects":[{"kind":"ServiceAccount","name":"spark","namespace":"{{{name}}}"}],
             "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"spark"}}
            """)!);
    }
}
