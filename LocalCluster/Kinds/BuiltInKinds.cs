using System.Collections.Immutable;
using LocalCluster.Kinds.Rules;

namespace LocalCluster.Kinds;

/// <summary>The kinds that are served without a definition. A kind that is not in this list does not exist here.</summary>
internal static class BuiltInKinds
{
    private static readonly ImmutableArray<string> Status = ["get", "patch", "update"];
    private static readonly ImmutableArray<string> CreateOnly = ["create"];
    private static readonly ImmutableArray<string> Connect = ["create", "get"];
    private static readonly ImmutableArray<string> Proxy = ["create", "delete", "get", "patch", "update"];
    private static readonly ImmutableArray<string> NoCollection = ["create", "delete", "get", "list", "patch", "update", "watch"];

    public static readonly ImmutableArray<ResourceKind> All =
    [
        Core("bindings", "Binding") with { Verbs = CreateOnly },
        Core("configmaps", "ConfigMap", "cm") with { Rules = PlainRules.ConfigMap },
        Core("endpoints", "Endpoints", "ep") with { Singular = "endpoints", Rules = PlainRules.Endpoints },
        Core("events", "Event", "ev") with { Rules = EventRules.Core },
        Core("limitranges", "LimitRange", "limits") with { Rules = PlainRules.Limits },
        Core("namespaces", "Namespace", "ns") with
        {
            Namespaced = false, Verbs = NoCollection, Rules = NamespaceRules.Rules,
            Subresources = [new("finalize", "Namespace", ["update"]), new("status", "Namespace", Status)],
        },
        Core("nodes", "Node", "no") with { Namespaced = false, Rules = PlainRules.Node, Subresources = [new("status", "Node", Status)] },
        Core("persistentvolumeclaims", "PersistentVolumeClaim", "pvc") with { Rules = ClaimRules.Rules, Subresources = [new("status", "PersistentVolumeClaim", Status)] },
        Core("persistentvolumes", "PersistentVolume", "pv") with { Namespaced = false, Rules = PlainRules.Volume, Subresources = [new("status", "PersistentVolume", Status)] },
        Core("pods", "Pod", "po") with
        {
            Categories = ["all"], Rules = PodRules.Rules,
            Subresources =
            [
                new("attach", "PodAttachOptions", Connect), new("binding", "Binding", CreateOnly), new("ephemeralcontainers", "Pod", Status),
                new("eviction", "Eviction", CreateOnly, "policy", "v1"), new("exec", "PodExecOptions", Connect), new("log", "Pod", ["get"]),
                new("portforward", "PodPortForwardOptions", Connect), new("proxy", "PodProxyOptions", Proxy), new("resize", "Pod", Status), new("status", "Pod", Status),
            ],
        },
        Core("replicationcontrollers", "ReplicationController", "rc") with
        {
            Categories = ["all"], Rules = PlainRules.ReplicationController,
            Subresources = [new("scale", "Scale", Status, "autoscaling", "v1"), new("status", "ReplicationController", Status)],
        },
        Core("resourcequotas", "ResourceQuota", "quota") with { Rules = PlainRules.WithStatus, Subresources = [new("status", "ResourceQuota", Status)] },
        Core("secrets", "Secret") with { Rules = SecretRules.Rules },
        Core("serviceaccounts", "ServiceAccount", "sa") with
        {
            Rules = PlainRules.ServiceAccount, Subresources = [new("token", "TokenRequest", CreateOnly, "authentication.k8s.io", "v1")],
        },
        Core("services", "Service", "svc") with
        {
            Categories = ["all"], Rules = ServiceRules.Rules, Subresources = [new("proxy", "ServiceProxyOptions", Proxy), new("status", "Service", Status)],
        },
        .. Webhooks("mutatingwebhookconfigurations", "MutatingWebhookConfiguration"),
        new("admissionregistration.k8s.io", "v1", "validatingadmissionpolicies", "ValidatingAdmissionPolicy", false)
        {
            Categories = ["api-extensions"], Rules = PolicyRules.Policy, Subresources = [new("status", "ValidatingAdmissionPolicy", Status)],
        },
        new("admissionregistration.k8s.io", "v1", "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding", false)
        {
            Categories = ["api-extensions"], Rules = PolicyRules.Binding,
        },
        .. Webhooks("validatingwebhookconfigurations", "ValidatingWebhookConfiguration"),
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", false)
        {
            ShortNames = ["crd", "crds"], Categories = ["api-extensions"], Rules = DefinitionRules.Rules,
            Subresources = [new("status", "CustomResourceDefinition", Status)],
        },
        Workload("apps", "daemonsets", "DaemonSet", "ds"),
        Workload("apps", "deployments", "Deployment", "deploy"),
        Workload("apps", "replicasets", "ReplicaSet", "rs"),
        Workload("apps", "statefulsets", "StatefulSet", "sts"),
        Review("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false),
        Review("authentication.k8s.io", "tokenreviews", "TokenReview", false),
        Review("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
        Review("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
        Review("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
        Review("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
        new("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true)
        {
            ShortNames = ["hpa"], Categories = ["all"], Rules = AutoscalerRules.Rules, Subresources = [new("status", "HorizontalPodAutoscaler", Status)],
        },
        new("batch", "v1", "cronjobs", "CronJob", true)
        {
            ShortNames = ["cj"], Categories = ["all"], Rules = PlainRules.CronJob, Subresources = [new("status", "CronJob", Status)],
        },
        new("batch", "v1", "jobs", "Job", true) { Categories = ["all"], Rules = JobRules.Rules, Subresources = [new("status", "Job", Status)] },
        new("coordination.k8s.io", "v1", "leases", "Lease", true) { Rules = PlainRules.Lease },
        new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", true),
        new("events.k8s.io", "v1", "events", "Event", true) { ShortNames = ["ev"], Rules = EventRules.New, StoredAs = "events", FromStored = EventRules.ToNew, ToStored = EventRules.ToCore },
        new("networking.k8s.io", "v1", "ingressclasses", "IngressClass", false) { Rules = PlainRules.Counted },
        new("networking.k8s.io", "v1", "ingresses", "Ingress", true)
        {
            ShortNames = ["ing"], Rules = PlainRules.Ingress, Subresources = [new("status", "Ingress", Status)],
        },
        new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true) { ShortNames = ["netpol"], Rules = PlainRules.NetworkPolicy },
        new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", true)
        {
            ShortNames = ["pdb"], Rules = PlainRules.DisruptionBudget, Subresources = [new("status", "PodDisruptionBudget", Status)],
        },
        new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", false) { Rules = AccessRules.Binding },
        new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", false) { Rules = AccessRules.Role },
        new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", true) { Rules = AccessRules.Binding },
        new("rbac.authorization.k8s.io", "v1", "roles", "Role", true) { Rules = AccessRules.Role },
        new("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", false) { ShortNames = ["pc"], Rules = PlainRules.Priority },
        new("storage.k8s.io", "v1", "storageclasses", "StorageClass", false) { ShortNames = ["sc"], Rules = PlainRules.StorageClass },
    ];

    private static ResourceKind Core(string plural, string kind, params ImmutableArray<string> shortNames) => new("", "v1", plural, kind, true) { ShortNames = shortNames };

    private static ResourceKind[] Webhooks(string plural, string kind) =>
    [
        new("admissionregistration.k8s.io", "v1", plural, kind, false) { Categories = ["api-extensions"], Rules = WebhookConfigurationRules.Rules },
    ];

    private static ResourceKind Workload(string group, string plural, string kind, string shortName) => new(group, "v1", plural, kind, true)
    {
        ShortNames = [shortName],
        Categories = ["all"],
        Rules = WorkloadRules.Rules,
        Subresources = kind == "DaemonSet" ? [new("status", kind, Status)] : [new("scale", "Scale", Status, "autoscaling", "v1"), new("status", kind, Status)],
    };

    private static ResourceKind Review(string group, string plural, string kind, bool namespaced) => new(group, "v1", plural, kind, namespaced) { Verbs = CreateOnly };
}
