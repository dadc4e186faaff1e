using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Storage;

namespace LocalCluster.Admission;

/// <summary>Nothing is created in a namespace that is not there, or that is going.</summary>
internal static class NamespaceLifecycle
{
    private static readonly HashSet<string> Immortal = ["default", "kube-system", "kube-public"];

    public static Func<AdmissionContext, CancellationToken, Task> For(Cluster cluster) => (context, _) =>
    {
        if (context.Operation is not "CREATE" || !context.Kind.Namespaced)
            return Task.CompletedTask;

        var kinds = cluster.Kinds.Find("", "v1", "namespaces")!;
        var found = cluster.Store.Find(new ObjectKey("namespaces", "", context.Namespace)) ?? throw Refusals.NotFound(kinds, context.Namespace);
        var ns = found.ToJson();
        if (ns.TextAt("metadata", "deletionTimestamp") is null)
            return Task.CompletedTask;

        var why = $"unable to create new content in namespace {context.Namespace} because it is being terminated";
        var refusal = Refusals.Forbidden(context.Kind, context.Name, why);
        refusal.Status["details"]!["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {context.Namespace} is being terminated",
            ["field"] = "metadata.namespace",
        });
        throw refusal;
    };

    public static Task Protect(AdmissionContext context, CancellationToken cancellationToken) =>
        context is { Operation: "DELETE", Kind: { Group: "", Plural: "namespaces" } } && Immortal.Contains(context.Name)
            ? throw Refusals.Forbidden(context.Kind, context.Name, "this namespace may not be deleted")
            : Task.CompletedTask;
}
