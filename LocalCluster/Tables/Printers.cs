using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Tables;

/// <summary>Which printer a kind has. A kind without one shows name and age.</summary>
internal static class Printers
{
    private static readonly TableColumn Name = new("Name", Format: "name");
    private static readonly TableColumn Age = new("Age");

    private static readonly Printer Plain = new([Name, new("Created At", "date")], (o, _) => [o.TextAt("metadata", "name"), o.TextAt("metadata", "creationTimestamp")]);

    private static readonly Dictionary<string, Printer> BuiltIn = new(StringComparer.Ordinal)
    {
        ["pods"] = PodPrinter.Instance,
        ["namespaces"] = new([Name, new("Status"), Age], (o, now) => [Named(o), o.TextAt("status", "phase"), AgeOf(o, now)]),
        ["configmaps"] = new([Name, new("Data"), Age],
            (o, now) => [Named(o), (o.ObjectAt("data")?.Count ?? 0) + (o.ObjectAt("binaryData")?.Count ?? 0), AgeOf(o, now)]),
        ["secrets"] = new([Name, new("Type"), new("Data"), Age], (o, now) => [Named(o), o.TextAt("type"), o.ObjectAt("data")?.Count ?? 0, AgeOf(o, now)]),
        ["serviceaccounts"] = new([Name, Age], (o, now) => [Named(o), AgeOf(o, now)]),
        ["services"] = ServicePrinter.Instance,
        ["events"] = EventPrinter.Instance,
        ["nodes"] = NodePrinter.Instance,
        ["leases.coordination.k8s.io"] = new([Name, new("Holder"), Age], (o, now) => [Named(o), o.TextAt("spec", "holderIdentity") ?? "", AgeOf(o, now)]),
        ["resourcequotas"] = QuotaPrinter.Instance,
        ["persistentvolumeclaims"] = ClaimPrinter.Instance,
        ["poddisruptionbudgets.policy"] = BudgetPrinter.Instance,
        ["ingresses.networking.k8s.io"] = IngressPrinter.Instance,
        ["jobs.batch"] = JobPrinter.Instance,
        ["cronjobs.batch"] = WorkloadPrinters.CronJob,
        ["deployments.apps"] = WorkloadPrinters.Deployment,
        ["replicasets.apps"] = WorkloadPrinters.ReplicaSet,
        ["replicationcontrollers"] = WorkloadPrinters.ReplicaSet,
        ["statefulsets.apps"] = WorkloadPrinters.StatefulSet,
        ["daemonsets.apps"] = WorkloadPrinters.DaemonSet,
        ["horizontalpodautoscalers.autoscaling"] = AutoscalerPrinter.Instance,
        ["validatingadmissionpolicies.admissionregistration.k8s.io"] = new([Name, new("Validations", "integer"), new("ParamKind"), Age],
            (o, now) => [Named(o), o.ListAt("spec", "validations")?.Count ?? 0, ParameterKind(o.ObjectAt("spec", "paramKind")), AgeOf(o, now)]),
        ["validatingadmissionpolicybindings.admissionregistration.k8s.io"] = new([Name, new("PolicyName"), new("ParamRef"), Age],
            (o, now) => [Named(o), o.TextAt("spec", "policyName"), Parameters(o.ObjectAt("spec", "paramRef")), AgeOf(o, now)]),
        ["priorityclasses.scheduling.k8s.io"] = ClusterPrinters.PriorityClass,
        ["storageclasses.storage.k8s.io"] = ClusterPrinters.StorageClass,
        ["ingressclasses.networking.k8s.io"] = ClusterPrinters.IngressClass,
        ["networkpolicies.networking.k8s.io"] = ClusterPrinters.NetworkPolicy,
        ["persistentvolumes"] = ClusterPrinters.Volume,
        ["endpoints"] = ClusterPrinters.Endpoints,
        ["endpointslices.discovery.k8s.io"] = ClusterPrinters.EndpointSlice,
        ["roles.rbac.authorization.k8s.io"] = new([Name, new("Created At", "date")], (o, _) => [Named(o), o.TextAt("metadata", "creationTimestamp")]),
        ["clusterroles.rbac.authorization.k8s.io"] = new([Name, new("Created At", "date")], (o, _) => [Named(o), o.TextAt("metadata", "creationTimestamp")]),
        ["rolebindings.rbac.authorization.k8s.io"] = BindingPrinter.Instance,
        ["clusterrolebindings.rbac.authorization.k8s.io"] = BindingPrinter.Instance,
        ["mutatingwebhookconfigurations.admissionregistration.k8s.io"] = Webhooks,
        ["validatingwebhookconfigurations.admissionregistration.k8s.io"] = Webhooks,
    };

    private static Printer Webhooks => new([Name, new("Webhooks"), Age], (o, now) => [Named(o), o.ListAt("webhooks")?.Count ?? 0, AgeOf(o, now)]);

    public static Printer For(ResourceKind kind) => kind.IsCustom ? CustomPrinter.For(kind) : BuiltIn.GetValueOrDefault(kind.Shelf, Plain);

    private static string ParameterKind(JsonObject? kind) => kind is null ? "<unset>" : $"{kind.TextAt("apiVersion")}/{kind.TextAt("kind")}";

    private static string Parameters(JsonObject? reference) => reference switch
    {
        null => "<unset>",
        _ when reference.TextAt("name") is null => "*",
        _ => $"{(reference.TextAt("namespace") is { Length: > 0 } home ? home : "*")}/{reference.TextAt("name")}",
    };

    public static JsonNode Named(JsonObject o) => o.TextAt("metadata", "name") ?? "";

    public static JsonNode AgeOf(JsonObject o, DateTimeOffset now) => Ages.Of(o.TextAt("metadata", "creationTimestamp"), now);
}
