using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Tables;

namespace LocalCluster.Api.Handlers;

/// <summary>The scale of a workload: its number of replicas as an object of its own.</summary>
internal sealed class Scales(Cluster cluster, Updates updates)
{
    private static readonly ResourceKind Scale = new("autoscaling", "v1", "scales", "Scale", true);

    public WriteOutcome Read(ResourceKind kind, RequestTarget target)
    {
        var stored = cluster.Store.Find(WriteSupport.Key(kind, target, target.Name!)) ?? throw Refusals.NotFound(kind, target.Name!);
        return new WriteOutcome(200, Of(kind, ObjectForm.Served(kind, stored)));
    }

    public async Task<WriteOutcome> WriteAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        WriteSupport.CheckOptions(request, request.Method is "PUT" ? "UpdateOptions" : "PatchOptions");
        Func<JsonObject, JsonObject> change = request.Method is "PUT"
            ? Replacement(BodyDecoding.Decode(request, Scale))
            : Patches.Changing(request, Scale, target);
        var way = request.Method is "PUT" ? UpdateWay.Put : UpdateWay.Patch;
        var outcome = await updates.UpdateAsync(
            request, kind, target, o => Scaled(kind, target, o.Clone(), change(Of(kind, o))), WriteSupport.Options("UpdateOptions", request), way, cancellationToken);
        return new WriteOutcome(outcome.Status, Of(kind, outcome.Body));
    }

    private static Func<JsonObject, JsonObject> Replacement(JsonObject scale) => _ => scale.Clone();

    private static JsonObject Scaled(ResourceKind kind, RequestTarget target, JsonObject o, JsonObject scale)
    {
        if (scale.TextAt("metadata", "resourceVersion") is { Length: > 0 } version && version != o.TextAt("metadata", "resourceVersion"))
            throw Refusals.Modified(kind, target.Name!);
        var replicas = scale.NumberAt("spec", "replicas") ?? 0;
        if (replicas < 0)
            throw Refusals.Invalid(Scale, target.Name!, [Cause.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]);
        var parent = kind.Scaling.SpecReplicasPath[..^1].Aggregate(o, (part, step) => part.Ensure(step));
        parent[kind.Scaling.SpecReplicasPath[^1]] = replicas;
        return o;
    }

    private static JsonObject Of(ResourceKind kind, JsonObject o)
    {
        var metadata = new JsonObject();
        foreach (var name in new[] { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        {
            if (o.At("metadata", name) is { } value)
                metadata[name] = value.DeepClone();
        }

        var spec = new JsonObject();
        if (o.NumberAt(kind.Scaling.SpecReplicas) is { } wanted and > 0)
            spec["replicas"] = wanted;
        var status = new JsonObject { ["replicas"] = o.NumberAt(kind.Scaling.StatusReplicas) ?? 0 };
        if (Selector(o.At(kind.Scaling.Selector)) is { Length: > 0 } selector and not "<none>")
            status["selector"] = selector;
        return new JsonObject { ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1", ["metadata"] = metadata, ["spec"] = spec, ["status"] = status };
    }

    // A definition has the selector as a text, workloads as an object.
    private static string? Selector(JsonNode? selector) => selector is JsonObject labels ? Printing.Selector(labels) : selector.AsText();
}
