using System.Text.Json.Nodes;
using LocalCluster.Admission;
using LocalCluster.Errors;
using LocalCluster.FieldManagement;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Api.Handlers;

/// <summary>POST, and the other ways to something new.</summary>
internal sealed class Creates(Cluster cluster, AdmissionSteps admission)
{
    public Task<WriteOutcome> CreateAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        WriteSupport.CheckOptions(request, "CreateOptions");
        if (kind.Namespaced && target.Namespace is null)
            throw Refusals.BadRequest("an empty namespace may not be set during creation");
        var content = BodyDecoding.Decode(request, kind);
        return CreateAsync(request, kind, target, content, WriteSupport.Options("CreateOptions", request), cancellationToken);
    }

    /// <param name="request">What was asked.</param>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="target">What the path names.</param>
    /// <param name="content">The object, decoded.</param>
    /// <param name="options">As webhooks see them.</param>
    /// <param name="cancellationToken">Ends webhook calls.</param>
    /// <param name="isApplied">The content comes from an apply and knows its owners already.</param>
    public async Task<WriteOutcome> CreateAsync(
        ApiRequest request, ResourceKind kind, RequestTarget target, JsonObject content, JsonObject options, CancellationToken cancellationToken, bool isApplied = false)
    {
        var isGenerated = content.TextAt("metadata", "name") is null or "";
        ObjectIdentity.Begin(cluster, kind, target, content);
        WriteSupport.Normalize(kind, content);
        // Owners are those of what the client sent, with its defaults; what admission and the server add belongs to nobody.
        if (!isApplied)
            FieldOwnership.Update(WriteSupport.Writer(cluster, request, kind, target), null, content);
        if (kind.Rules.Finalizer is { } finalizer)
            ObjectIdentity.AddFinalizer(content.Ensure("metadata"), finalizer);
        if (kind.IsCustom && kind.HasSubresource("status"))
            _ = content.Remove("status");
        var facts = WriteSupport.Facts(cluster);
        kind.Rules.PrepareCreate?.Invoke(content, facts);
        kind.Rules.Complete?.Invoke(content, facts);

        var context = new AdmissionContext
        {
            Request = request,
            Kind = kind,
            Operation = "CREATE",
            Namespace = kind.Namespaced ? target.Namespace! : kind.Plural is "namespaces" ? content.TextAt("metadata", "name") ?? "" : "",
            Name = isGenerated ? "" : content.TextAt("metadata", "name") ?? "",
            Object = content,
            IsDryRun = request.IsDryRun,
            Options = options,
            Normalize = o => WriteSupport.Normalize(kind, o),
        };
        await AdmissionSteps.RunAsync(admission.Mutating, context, cancellationToken);
        content = context.Object!;
        if (kind.Namespaced && content.TextAt("metadata", "namespace") != target.Namespace)
            throw Refusals.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        ObjectValidation.Check(kind, null, content);
        WriteSupport.Warn(request, kind, null, content);
        await AdmissionSteps.RunAsync(admission.Validating, context, cancellationToken);

        return Store(request, kind, target, content);
    }

    private WriteOutcome Store(ApiRequest request, ResourceKind kind, RequestTarget target, JsonObject content)
    {
        var name = content.TextAt("metadata", "name")!;
        var key = WriteSupport.Key(kind, target, name);
        if (request.IsDryRun)
        {
            return cluster.Store.Find(key) is { } there
                ? throw Refusals.AlreadyExists(kind, name, IsTerminating(there.ToJson()))
                : new WriteOutcome(201, ObjectForm.Canonical(kind, content));
        }

        var written = WriteSupport.Store(cluster, kind, key, null, content)
            ?? throw Refusals.AlreadyExists(kind, name, cluster.Store.Find(key) is { } found && IsTerminating(found.ToJson()));
        return new WriteOutcome(201, kind, written);
    }

    private static bool IsTerminating(JsonObject o) => o.TextAt("metadata", "deletionTimestamp") is not null;
}
