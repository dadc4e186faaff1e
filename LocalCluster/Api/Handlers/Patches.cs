using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Patching;

namespace LocalCluster.Api.Handlers;

/// <summary>The four kinds of patch, as a change of an object.</summary>
internal sealed class Patches(Updates updates, Applies applies)
{
    private const string Strategic = "application/strategic-merge-patch+json";

    private static readonly string[] All = ["application/json-patch+json", "application/merge-patch+json", Strategic, Applies.MediaType];

    public async Task<WriteOutcome> PatchAsync(ApiRequest request, ResourceKind kind, RequestTarget target, CancellationToken cancellationToken)
    {
        var mediaType = request.ContentType.Split(';')[0].Trim();
        if (!All.Contains(mediaType) && !kind.IsCustom)
            throw Refusals.UnknownPatchType();
        if (kind.IsCustom && (!All.Contains(mediaType) || mediaType is Strategic))
            throw Refusals.UnsupportedMediaType(All.Where(type => type is not Strategic));
        PatchOptions.Check(request, mediaType is Applies.MediaType);
        if (mediaType is Applies.MediaType)
            return await applies.ApplyAsync(request, kind, target, cancellationToken);

        return await updates.UpdateAsync(
            request, kind, target, Changing(request, kind, target), WriteSupport.Options("UpdateOptions", request), UpdateWay.Patch, cancellationToken);
    }

    /// <summary>The patch of a request as a change of an object of this kind, which is left alone.</summary>
    public static Func<JsonObject, JsonObject> Changing(ApiRequest request, ResourceKind kind, RequestTarget target)
    {
        var patch = Read(request);
        return current => Change(request, kind, target, request.ContentType.Split(';')[0].Trim(), current, patch);
    }

    private static JsonObject Change(ApiRequest request, ResourceKind kind, RequestTarget target, string mediaType, JsonObject current, JsonNode? patch)
    {
        if (Apply(kind, mediaType, current.Clone(), patch).Result is not JsonObject changed)
            throw NotAnObject();
        CheckEnvelope(kind, target, changed);
        return FieldChecks.OfPatched(request, kind, changed, () => Shown(kind, mediaType, current, patch));
    }

    // Seldom asked for, and by then the outcome is no longer as it was.
    private static string Shown(ResourceKind kind, string mediaType, JsonObject current, JsonNode? patch)
    {
        var (result, touched) = Apply(kind, mediaType, current.Clone(), patch);
        return PatchedText.Of((JsonObject)result!, touched);
    }

    /// <summary>The outcome, which takes the place of the current object, and the objects on the way to a change as paths.</summary>
    private static (JsonNode? Result, IEnumerable<IReadOnlyList<string>> Touched) Apply(ResourceKind kind, string mediaType, JsonObject current, JsonNode? patch)
    {
        try
        {
            switch (mediaType)
            {
                case "application/json-patch+json":
                    var operations = patch as JsonArray ?? throw NotAList();
                    return (JsonPatch.Apply(current, operations), PatchedText.TouchedBy(operations));
                case "application/merge-patch+json":
                    var merge = patch as JsonObject ?? throw NotAnObject();
                    return (MergePatch.Apply(current, merge), PatchedText.TouchedBy(merge));
                default:
                    var strategic = patch as JsonObject ?? throw NotAnObject();
                    return (StrategicMergePatch.Apply(kind.Type!, current, strategic), PatchedText.TouchedBy(strategic));
            }
        }
        catch (JsonPatchException e) when (mediaType is Strategic)
        {
            throw Refusals.Of(500, null, e.Message);
        }
        catch (JsonPatchException)
        {
            // A real server does not tell which operation failed either.
            throw Refusals.Of(422, "Invalid", "the server rejected our request due to an error in our request", []);
        }
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

    private static JsonNode? Read(ApiRequest request)
    {
        try
        {
            return JsonReading.Parse(request.Body.Span);
        }
        catch (JsonException e)
        {
            throw Refusals.BadRequest($"error decoding patch: {e.Message}");
        }
    }

    private static Refusal NotAList() => Refusals.BadRequest("error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp");

    private static Refusal NotAnObject() => Refusals.BadRequest("error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}");
}
