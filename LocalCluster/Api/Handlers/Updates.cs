using System.Text.Json.Nodes;
using LocalCluster.Admission;
using LocalCluster.Errors;
using LocalCluster.FieldManagement;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary>How a change is asked for. A PUT speaks about all of an object, the others about parts; an apply knows the owners of what it changes.</summary>
internal enum UpdateWay
{
    Put,
    Patch,
    Apply,
}

/// <summary>PUT and every PATCH: read, change, admit, write, and again if somebody was faster.</summary>
internal sealed class Updates(Cluster cluster, AdmissionSteps admission)
{
    // As often as a real server tries a patch again.
    private const int Attempts = 5;

    /// <param name="request">What was asked.</param>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="target">What the path names, the subresource included.</param>
    /// <param name="change">From the present object, which it leaves alone, to the wanted one.</param>
    /// <param name="options">As webhooks see them.</param>
    /// <param name="way">How the change was asked for.</param>
    /// <param name="cancellationToken">Ends webhook calls.</param>
    public async Task<WriteOutcome> UpdateAsync(
        ApiRequest request, ResourceKind kind, RequestTarget target, Func<JsonObject, JsonObject> change, JsonObject options, UpdateWay way, CancellationToken cancellationToken)
    {
        var key = WriteSupport.Key(kind, target, target.Name!);
        for (var attempt = 1; ; attempt++)
        {
            var stored = cluster.Store.Find(key) ?? throw Refusals.NotFound(kind, target.Name!);
            var outcome = await TryAsync(request, kind, target, stored, change, options, way, cancellationToken);
            if (outcome is not null)
                return outcome;
            if (attempt == Attempts)
                throw Refusals.Modified(kind, target.Name!);
        }
    }

    private async Task<WriteOutcome?> TryAsync(
        ApiRequest request, ResourceKind kind, RequestTarget target, StoredObject stored, Func<JsonObject, JsonObject> change,
        JsonObject options, UpdateWay way, CancellationToken cancellationToken)
    {
        var old = ObjectForm.Served(kind, stored);
        var content = change(old);
        WriteSupport.Normalize(kind, content);
        // Before admission and before the server's own part: those belong to nobody.
        if (way is not UpdateWay.Apply)
            FieldOwnership.Update(WriteSupport.Writer(cluster, request, kind, target), old, content);
        ObjectIdentity.Continue(kind, target, old, content, way is not UpdateWay.Put);
        content = SubresourceDoors.Pass(kind, target.Subresource, old, content);
        if (target.Subresource is null or "")
            kind.Rules.Complete?.Invoke(content, WriteSupport.Facts(cluster));

        var context = new AdmissionContext
        {
            Request = request,
            Kind = kind,
            Operation = "UPDATE",
            Namespace = kind.Namespaced ? target.Namespace! : kind.Plural is "namespaces" ? target.Name! : "",
            Name = target.Name!,
            Subresource = target.Subresource ?? "",
            Object = content,
            Old = old,
            IsDryRun = request.IsDryRun,
            Options = options,
            Normalize = o => WriteSupport.Normalize(kind, o),
        };
        CountGeneration(kind, target.Subresource, old, content);
        await AdmissionSteps.RunAsync(admission.Mutating, context, cancellationToken);
        content = context.Object!;
        CountGeneration(kind, target.Subresource, old, content);
        ObjectValidation.Check(kind, old, content, target.Subresource);
        WriteSupport.Warn(request, kind, old, content);
        await AdmissionSteps.RunAsync(admission.Validating, context, cancellationToken);

        content = ObjectForm.Canonical(kind, content);
        if (IsSame(old, content))
            return new WriteOutcome(200, old);
        if (request.IsDryRun)
            return new WriteOutcome(200, content);
        return Commit(kind, stored, old, content);
    }

    /// <summary>Equal but for the times in the owners of fields: such a write is none.</summary>
    private static bool IsSame(JsonObject old, JsonObject content) =>
        old.ObjectAt("metadata") is { } before && content.ObjectAt("metadata") is { } after && before.EqualsBeside(after, "managedFields")
        && HasSameOwners(before["managedFields"].Objects().ToList(), after["managedFields"].Objects().ToList()) && old.EqualsBeside(content, "metadata");

    private static bool HasSameOwners(List<JsonObject> before, List<JsonObject> after) =>
        before.Count == after.Count && before.Zip(after).All(pair => pair.First.EqualsBeside(pair.Second, "time"));

    private WriteOutcome? Commit(ResourceKind kind, StoredObject stored, JsonObject old, JsonObject content)
    {
        // The last finalizer went: nobody but the deletion is left, and watchers see only that.
        if (Deletions.IsReady(kind, content))
        {
            var removed = cluster.Store.Delete(stored.Key, stored, ObjectForm.ToStore(kind, ObjectForm.Canonical(kind, content.Clone())));
            if (removed is null)
                return null;
            content.Ensure("metadata")["resourceVersion"] = old["metadata"]!["resourceVersion"]!.DeepClone();
            return new WriteOutcome(200, content);
        }

        var written = WriteSupport.StoreCanonical(cluster, kind, stored.Key, stored, content);
        return written is null ? null : new WriteOutcome(200, kind, written);
    }

    private static void CountGeneration(ResourceKind kind, string? subresource, JsonObject old, JsonObject content)
    {
        if (!kind.Rules.CountsGeneration || old.NumberAt("metadata", "generation") is not { } generation)
            return;
        var hasStatus = kind.HasSubresource("status");
        if (subresource is "status" && hasStatus)
            return;
        var isSame = hasStatus ? old.EqualsBeside(content, "metadata", "status") : old.EqualsBeside(content, "metadata");
        content.Ensure("metadata")["generation"] = isSame ? generation : generation + 1;
    }
}
