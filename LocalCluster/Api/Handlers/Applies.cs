using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.FieldManagement;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Api.Handlers;

/// <summary>Server-side apply: makes what is not there, merges what is, and knows who owns which field.</summary>
internal sealed class Applies(Cluster cluster, Creates creates, Updates updates)
{
    public const string MediaType = "application/apply-patch+yaml";

    public async Task<WriteOutcome> ApplyAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var duplicates = new List<string>();
        var applied = Read(request, duplicates);
        AppliedConfiguration.Check(kind, target, applied);
        CheckDuplicates(request, duplicates);
        while (true)
        {
            if (cluster.Store.Find(WriteSupport.Key(kind, target, target.Name!)) is not null)
            {
                return await updates.UpdateAsync(
                    request, kind, target, current => Merged(request, kind, target, current, applied), WriteSupport.Options("UpdateOptions", request), UpdateWay.Apply, cancellationToken);
            }

            if (target.Subresource is not null)
                throw Refusals.NotFound(kind, target.Name!);
            try
            {
                return await creates.CreateAsync(request, kind, target, New(request, kind, target, applied), WriteSupport.Options("CreateOptions", request), cancellationToken, isApplied: true);
            }
            catch (Refusal refusal) when (refusal.Code == 409 && refusal.Status.TextAt("reason") is "AlreadyExists" && !request.IsDryRun)
            {
                // Somebody made it in between: now it is there to merge with.
            }
        }
    }

    private JsonObject Merged(ApiRequest request, ResourceKind kind, RequestTarget target, JsonObject? live, JsonObject applied)
    {
        var merged = FieldOwnership.Apply(WriteSupport.Writer(cluster, request, kind, target), live, applied, request.Query.Flag("force"));
        return FieldChecks.Typed(kind, merged, out _, why => Refusals.Of(500, null, why));
    }

    private JsonObject New(ApiRequest request, ResourceKind kind, RequestTarget target, JsonObject applied)
    {
        var content = Merged(request, kind, target, null, applied);
        var metadata = content.Ensure("metadata");
        if (metadata.TextAt("uid") is { Length: > 0 } uid)
            throw Refusals.Conflict(kind, target.Name!, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        // An apply states no precondition about what is not there.
        _ = metadata.Remove("resourceVersion");
        metadata["name"] = target.Name;
        return content;
    }

    private static JsonObject Read(ApiRequest request, List<string> duplicates)
    {
        try
        {
            var node = YamlReading.Parse(request.Body.Span, duplicates);
            return node as JsonObject ?? (node is null ? [] : throw Refusals.BadRequest(
                $"error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {(node is JsonArray ? "array" : "string")} into Go value of type map[string]interface {{}}"));
        }
        catch (JsonException e)
        {
            throw Refusals.BadRequest($"error decoding YAML: error converting YAML to JSON: {e.Message}");
        }
    }

    private static void CheckDuplicates(ApiRequest request, List<string> duplicates)
    {
        if (duplicates.Count == 0 || request.Query.Get("fieldValidation") is null or "" or "Ignore")
            return;
        var text = $"error converting YAML to JSON: yaml: unmarshal errors:\n{string.Join("\n", duplicates.Select(line => $"  {line}"))}";
        if (request.Query.Get("fieldValidation") is "Strict")
            throw Refusals.BadRequest($"error strict decoding YAML: {text}");
        request.Warnings.Add(text);
    }
}
