using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Patching;

namespace LocalCluster.Api.Handlers;

/// <summary>The four kinds of patch, as a change of an object.</summary>
internal sealed class Patches(Updates updates)
{
    private static readonly string[] All =
    [
        "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml",
    ];

    public async Task<WriteOutcome> PatchAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var mediaType = request.ContentType.Split(';')[0].Trim();
        var isApply = mediaType == "application/apply-patch+yaml";
        var accepted = kind.IsCustom ? All.Where(type => !type.Contains("strategic", StringComparison.Ordinal)) : All;
        if (!accepted.Contains(mediaType))
            throw Refusals.UnsupportedMediaType(accepted);
        PatchOptions.Check(request, isApply);

        var patch = Read(request, mediaType);
        if (isApply)
        {
            AppliedConfiguration.Check(kind, target, patch as JsonObject ?? throw NotAnObject());
            throw Refusals.NotImplemented("server-side apply; use client-side apply or a merge patch");
        }

        return await updates.UpdateAsync(
            request, kind, target, current => Change(request, kind, target, mediaType, current, patch), WriteSupport.Options("UpdateOptions", request), isPatch: true, cancellationToken);
    }

    private static JsonObject Change(ApiRequest request, ResourceKind kind, RequestTarget target, string mediaType, JsonObject current, JsonNode? patch)
    {
        JsonNode? result;
        try
        {
            result = mediaType switch
            {
                "application/json-patch+json" => JsonPatch.Apply(current, patch as JsonArray ?? throw NotAList()),
                "application/merge-patch+json" => MergePatch.Apply(current, patch as JsonObject ?? throw NotAnObject()),
                _ => StrategicMergePatch.Apply(current, patch as JsonObject ?? throw NotAnObject()),
            };
        }
        catch (JsonPatchException e) when (mediaType.Contains("strategic", StringComparison.Ordinal))
        {
            throw Refusals.Of(500, null, e.Message);
        }
        catch (JsonPatchException)
        {
            // A real server does not tell which operation failed either.
            throw Refusals.Of(422, "Invalid", "the server rejected our request due to an error in our request", []);
        }

        if (result is not JsonObject changed)
            throw NotAnObject();
        CheckEnvelope(kind, target, changed);
        BodyDecoding.ApplyFieldValidation(request, kind, changed, [], isPatch: true);
        return ObjectForm.Canonical(kind, changed);
    }

    private static void CheckEnvelope(ResourceKind kind, RequestTarget target, JsonObject changed)
    {
        if (changed["metadata"] is not JsonObject metadata)
            throw Refusals.Invalid(kind, target.Name!, [Cause.Required("metadata")]);
        if (changed.TextAt("kind") is { } name && name != kind.Kind)
            throw Refusals.BadRequest($"no kind \"{name}\" is registered for version \"{kind.ApiVersion}\"");
        if (changed.TextAt("apiVersion") is { } version && version != kind.ApiVersion)
            throw Refusals.BadRequest($"the API version in the data ({version}) does not match the expected API version ({kind.ApiVersion})");
        if (metadata.TextAt("name") is { Length: > 0 } given && given != target.Name)
            throw Refusals.BadRequest($"the name of the object ({given}) does not match the name on the URL ({target.Name})");
    }

    private static JsonNode? Read(ApiRequest request, string mediaType)
    {
        try
        {
            return mediaType == "application/apply-patch+yaml" ? YamlOrJson(request.Body.Span) : JsonReading.Parse(request.Body.Span);
        }
        catch (JsonException e)
        {
            throw Refusals.BadRequest($"error decoding patch: {e.Message.Split(" LineNumber", 2)[0]}");
        }
    }

    private static JsonNode? YamlOrJson(ReadOnlySpan<byte> body)
    {
        foreach (var b in body)
        {
            if (b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                continue;
            return b == (byte)'{' ? JsonReading.Parse(body) : YamlReading.Parse(body);
        }

        return null;
    }

    private static Refusal NotAList() => Refusals.BadRequest("error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");

    private static Refusal NotAnObject() => Refusals.BadRequest("error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
}
