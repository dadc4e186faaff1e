namespace Kubernetes.Client.Requests;

/// <summary>One kind of object as the API server serves it. <paramref name="Group"/> is empty for the core group.</summary>
public sealed record KubernetesResource(string Group, string Version, string Plural, string Kind, bool Namespaced = true)
{
    /// <summary>As written in manifests: <c>v1</c>, <c>apps/v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As written in RBAC messages: <c>pods</c>, <c>leases.coordination.k8s.io</c>.</summary>
    public string FullName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
