using System.Text.Json.Nodes;
using LocalCluster.Admission;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary>DELETE of one object and of many: preconditions, grace, finalizers, propagation.</summary>
internal sealed class Deletions(Cluster cluster, AdmissionSteps admission, Lists lists)
{
    /// <summary>An object under deletion that nothing holds any more.</summary>
    public static bool IsReady(ResourceKind kind, JsonObject o) =>
        o.TextAt("metadata", "deletionTimestamp") is not null
        && !Finalizers(kind, o).Any()
        && (kind.Rules.GracePeriod is null || o.NumberAt("metadata", "deletionGracePeriodSeconds") is null or 0);

    public async Task<WriteOutcome> DeleteAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var options = DeleteOptions.Read(request);
        return await DeleteAsync(request, kind, target, options, cancellationToken);
    }

    public async Task<WriteOutcome> DeleteAsync(ApiRequest request, ResourceKind kind, RequestTarget target, DeleteOptions options, CancellationToken cancellationToken)
    {
        var key = WriteSupport.Key(kind, target, target.Name!);
        while (true)
        {
            var stored = cluster.Store.Find(key) ?? throw Refusals.NotFound(kind, target.Name!);
            var o = ObjectForm.Served(kind, stored);
            options.Check(kind, o);
            await AdmitAsync(request, kind, target, o, options, cancellationToken);
            if (Try(kind, stored, o, options) is { } outcome)
                return outcome;
        }
    }

    /// <summary>A deletion that has been admitted already, under another name.</summary>
    public void DeleteAdmitted(ResourceKind kind, RequestTarget target, DeleteOptions options)
    {
        var key = WriteSupport.Key(kind, target, target.Name!);
        while (cluster.Store.Find(key) is { } stored && Try(kind, stored, ObjectForm.Served(kind, stored), options) is null)
        {
            // Somebody else wrote in between: once more, on the newer state.
        }
    }

    public async Task<WriteOutcome> DeleteAllAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var options = DeleteOptions.Read(request);
        var page = lists.Read(kind, target, request.Query);
        var items = new JsonArray();
        foreach (var stored in page.Items)
        {
            var one = target with { Namespace = kind.Namespaced ? stored.Key.Namespace : null, Name = stored.Key.Name };
            var o = ObjectForm.Served(kind, stored);
            try
            {
                _ = await DeleteAsync(request, kind, one, options, cancellationToken);
            }
            catch (Refusal refusal) when (refusal.Code == 404)
            {
                // Somebody else was faster: it is gone, which is what was asked for.
            }

            if (!kind.IsCustom)
            {
                _ = o.Remove("kind");
                _ = o.Remove("apiVersion");
            }

            items.Add((JsonNode)o);
        }

        return new WriteOutcome(200, new JsonObject
        {
            ["kind"] = kind.ListKind,
            ["apiVersion"] = kind.ApiVersion,
            ["metadata"] = Reads.Metadata(kind, page),
            ["items"] = items,
        });
    }

    private Task AdmitAsync(ApiRequest request, ResourceKind kind, RequestTarget target, JsonObject old, DeleteOptions options, CancellationToken cancellationToken)
    {
        // The review shows the options as they are completed for this object.
        var completed = kind switch
        {
            { Group: "", Plural: "namespaces" } => options with { Uid = old.TextAt("metadata", "uid") },
            { Rules.GracePeriod: { } grace } => options with { GracePeriodSeconds = grace(old, options.GracePeriodSeconds) },
            _ => options,
        };
        var context = new AdmissionContext
        {
            Request = request,
            Kind = kind,
            Operation = "DELETE",
            Namespace = kind.Namespaced ? target.Namespace ?? "" : kind.Plural is "namespaces" ? target.Name! : "",
            Name = target.Name!,
            Old = old,
            IsDryRun = options.IsDryRun,
            Options = completed.ToJson(),
            Normalize = _ => { },
        };
        return Both(context, cancellationToken);
    }

    private async Task Both(AdmissionContext context, CancellationToken cancellationToken)
    {
        await AdmissionSteps.RunAsync(admission.Mutating, context, cancellationToken);
        await AdmissionSteps.RunAsync(admission.Validating, context, cancellationToken);
    }

    private WriteOutcome? Try(ResourceKind kind, StoredObject stored, JsonObject o, DeleteOptions options)
    {
        var metadata = o.ObjectAt("metadata")!;
        var isChanged = options.AddFinalizer(metadata);
        var grace = kind.Rules.GracePeriod?.Invoke(o, options.GracePeriodSeconds) ?? 0;
        var isHeld = Finalizers(kind, o).Any();
        var wasTerminating = metadata.TextAt("deletionTimestamp") is not null;
        if (wasTerminating && metadata.NumberAt("deletionGracePeriodSeconds") is { } earlier)
            grace = Math.Min(grace, earlier);

        if (grace == 0 && !isHeld)
            return kind.Rules.GracePeriod is null ? Remove(kind, stored, o, options) : RemoveAtOnce(kind, stored, o, options);

        var isShorter = wasTerminating && metadata.NumberAt("deletionGracePeriodSeconds") is { } present && grace < present;
        if (!wasTerminating || isShorter)
        {
            isChanged = true;
            metadata["deletionTimestamp"] = Times.Seconds(cluster.Clock.GetUtcNow().AddSeconds(grace));
            if (kind is not { Group: "", Plural: "namespaces" })
                metadata["deletionGracePeriodSeconds"] = grace;
            if (!wasTerminating && metadata.NumberAt("generation") is { } generation and > 0)
                metadata["generation"] = generation + 1;
            if (kind is { Group: "", Plural: "namespaces" })
                o.Ensure("status")["phase"] = "Terminating";
        }

        if (!isChanged || options.IsDryRun)
            return new WriteOutcome(200, o);
        var written = WriteSupport.Store(cluster, kind, stored.Key, stored, o);
        return written is null ? null : new WriteOutcome(200, kind, written);
    }

    // What could have had grace is marked before it goes, so watchers see the mark and then the end.
    private WriteOutcome? RemoveAtOnce(ResourceKind kind, StoredObject stored, JsonObject o, DeleteOptions options)
    {
        var metadata = o.ObjectAt("metadata")!;
        if (metadata.TextAt("deletionTimestamp") is null && metadata.NumberAt("generation") is { } generation and > 0)
            metadata["generation"] = generation + 1;
        metadata.Default("deletionTimestamp", cluster.Now);
        metadata["deletionGracePeriodSeconds"] = 0;
        if (options.IsDryRun)
            return Remove(kind, stored, o, options);
        var marked = WriteSupport.Store(cluster, kind, stored.Key, stored, o);
        if (marked is null)
            return null;
        // Whoever watches for the mark, such as a kubelet, may have removed the object since: then it is gone as was asked for, not missing.
        return cluster.Store.Delete(marked.Key, marked) is null && cluster.Store.Find(stored.Key)?.Uid == stored.Uid ? null : new WriteOutcome(200, kind, marked);
    }

    private WriteOutcome? Remove(ResourceKind kind, StoredObject stored, JsonObject o, DeleteOptions options)
    {
        if (!options.IsDryRun)
        {
            if (cluster.Store.Delete(stored.Key, stored) is not { } removed)
                return null;
            if (kind.Rules.DeleteAnswersObject && kind.Rules.GracePeriod is null)
                o = ObjectForm.Served(kind, removed);
            if (kind.Plural is "customresourcedefinitions")
                RemoveInstances(o);
        }

        if (kind.Rules.DeleteAnswersObject)
            return new WriteOutcome(200, o);
        var details = Refusals.Details(kind, stored.Key.Name);
        details["uid"] = stored.Uid;
        return new WriteOutcome(200, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details }, isStatus: true);
    }

    // With its definition a kind ends, and with the kind all its objects.
    private void RemoveInstances(JsonObject definition)
    {
        var resource = $"{definition.TextAt("spec", "names", "plural")}.{definition.TextAt("spec", "group")}";
        foreach (var instance in cluster.Store.Read(resource).Objects(null))
            _ = cluster.Store.Delete(instance.Key, instance);
    }

    private static IEnumerable<string> Finalizers(ResourceKind kind, JsonObject o)
    {
        var own = o["metadata"]?["finalizers"].Texts() ?? [];
        return kind is { Group: "", Plural: "namespaces" } ? own.Concat(o["spec"]?["finalizers"].Texts() ?? []) : own;
    }
}
