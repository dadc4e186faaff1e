namespace Kubernetes.Client.Requests;

/// <summary>The built-in kinds that this client or its callers speak of.</summary>
public static class KubernetesResources
{
    public static readonly KubernetesResource ConfigMaps = new("", "v1", "configmaps", "ConfigMap");
    public static readonly KubernetesResource Events = new("", "v1", "events", "Event");
    public static readonly KubernetesResource Namespaces = new("", "v1", "namespaces", "Namespace", Namespaced: false);
    public static readonly KubernetesResource Pods = new("", "v1", "pods", "Pod");
    public static readonly KubernetesResource ResourceQuotas = new("", "v1", "resourcequotas", "ResourceQuota");
    public static readonly KubernetesResource Secrets = new("", "v1", "secrets", "Secret");
    public static readonly KubernetesResource ServiceAccounts = new("", "v1", "serviceaccounts", "ServiceAccount");
    public static readonly KubernetesResource Services = new("", "v1", "services", "Service");
    public static readonly KubernetesResource Leases = new("coordination.k8s.io", "v1", "leases", "Lease");
    public static readonly KubernetesResource NetworkPolicies = new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy");
    public static readonly KubernetesResource CustomResourceDefinitions =
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", Namespaced: false);
    public static readonly KubernetesResource MutatingWebhookConfigurations =
        new("admissionregistration.k8s.io", "v1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", Namespaced: false);
    public static readonly KubernetesResource ValidatingWebhookConfigurations =
        new("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", Namespaced: false);
}
