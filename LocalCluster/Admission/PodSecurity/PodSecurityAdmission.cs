using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Storage;

namespace LocalCluster.Admission.PodSecurity;

/// <summary>Holds pods to the standard of their namespace, warns about templates of such pods, and about the pods of a namespace that becomes stricter.</summary>
internal static class PodSecurityAdmission
{
    public static Func<AdmissionContext, CancellationToken, Task> For(Cluster cluster) => (context, _) =>
    {
        if (context.Object is not { } o || context.Operation is not ("CREATE" or "UPDATE"))
            return Task.CompletedTask;
        if (context.Kind is { Group: "", Plural: "namespaces" } && context.Subresource.Length == 0)
            Relabelled(cluster, context, o);
        else if (context.Kind.Namespaced && PodSpec(context, o) is { } spec)
            Judge(cluster, context, spec);
        return Task.CompletedTask;
    };

    private static void Judge(Cluster cluster, AdmissionContext context, JsonObject spec)
    {
        var labels = cluster.Store.Find(new ObjectKey("namespaces", "", context.Namespace))?.ToJson().ObjectAt("metadata", "labels");
        if (context.Kind is { Group: "", Plural: "pods" } && PodSecurityLevel.Enforced(labels).Sentence(spec) is { } violation)
            throw Refusals.Forbidden(context.Kind, context.Name, $"violates {violation}");
        if (PodSecurityLevel.Warned(labels).Sentence(spec) is { } warning)
            context.Request.Warnings.Add($"would violate {warning}");
    }

    // A pod that is there changes in ways that no standard is about, but for the containers that are added to it.
    private static JsonObject? PodSpec(AdmissionContext context, JsonObject o) => (context.Kind.Group, context.Kind.Plural) switch
    {
        ("", "pods") => (context.Operation, context.Subresource) is ("CREATE", "") or ("UPDATE", "ephemeralcontainers") ? o.ObjectAt("spec") : null,
        _ when context.Subresource.Length > 0 => null,
        ("", "replicationcontrollers") or ("apps", _) or ("batch", "jobs") => o.ObjectAt("spec", "template", "spec"),
        ("batch", "cronjobs") => o.ObjectAt("spec", "jobTemplate", "spec", "template", "spec"),
        _ => null,
    };

    private static void Relabelled(Cluster cluster, AdmissionContext context, JsonObject o)
    {
        var labels = o.ObjectAt("metadata", "labels");
        if (PodSecurityLevel.Misfits(labels).ToList() is { Count: > 0 } misfits)
            throw Refusals.Invalid(context.Kind, context.Name, misfits);
        var (before, after) = (PodSecurityLevel.Enforced(context.Old.ObjectAt("metadata", "labels")), PodSecurityLevel.Enforced(labels));
        if (context.Operation is not "UPDATE" || after.Strictness <= before.Strictness)
            return;

        var broken = cluster.Store.Read("pods").Objects(context.Name).Select(stored => stored.ToJson())
            .Select(pod => (Name: pod.TextAt("metadata", "name"), Reasons: string.Join(", ", after.Violations(pod.ObjectAt("spec") ?? []).Select(violation => violation.Reason))))
            .Where(pod => pod.Reasons.Length > 0).GroupBy(pod => pod.Reasons).ToList();
        if (broken.Count == 0)
            return;
        context.Request.Warnings.Add($"existing pods in namespace \"{context.Name}\" violate the new PodSecurity enforce level \"{after}\"");
        context.Request.Warnings.AddRange(broken.Select(group => $"{Pods([.. group.Select(pod => pod.Name)])}: {group.Key}").Order(StringComparer.Ordinal));
    }

    private static string Pods(List<string?> names) => names.Count switch
    {
        1 => names[0]!,
        2 => $"{names[0]} (and 1 other pod)",
        var count => $"{names[0]} (and {count - 1} other pods)",
    };
}
