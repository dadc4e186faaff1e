using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Kinds;
using LocalCluster.Schemas;
using LocalCluster.Types;

namespace LocalCluster.Api;

/// <summary>Are the fields of an object those of its kind, and may they hold what they hold? What is unknown is dropped, and told as <c>fieldValidation</c> says.</summary>
internal static class FieldChecks
{
    /// <param name="request">Says how strict to be, and takes the warnings.</param>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="content">As it was sent; becomes the result.</param>
    /// <param name="duplicates">Sentences about fields that came twice.</param>
    public static JsonObject OfBody(ApiRequest request, ResourceKind kind, JsonObject content, IReadOnlyList<string> duplicates)
    {
        Refusal Unfit(string why) => BodyDecoding.NotHandled(kind, kind.Kind, kind.Version, why);
        var typed = Typed(kind, content, out var unknown, Unfit);
        Report(request, [.. duplicates, .. unknown], why => Unfit($"strict decoding error: {why}"));
        return typed;
    }

    /// <summary>The outcome of a patch, which becomes the result. <paramref name="shown"/> writes down how it was, for a sentence about it.</summary>
    public static JsonObject OfPatched(ApiRequest request, ResourceKind kind, JsonObject content, Func<string> shown)
    {
        Refusal Unfit(string text, string why) => Refusals.InvalidPatch(Cause.Invalid("patch", text, why));
        var typed = Typed(kind, content, out var unknown, why => Unfit(shown(), why));
        Report(request, unknown, why => Unfit(shown(), $"strict decoding error: {why}"));
        return typed;
    }

    /// <summary>In the form of its type, without what the type does not know.</summary>
    /// <param name="kind">The kind of the object.</param>
    /// <param name="content">Becomes the result.</param>
    /// <param name="unknown">A sentence about each unknown field.</param>
    /// <param name="unfit">Makes the refusal for a value of a wrong type.</param>
    public static JsonObject Typed(ResourceKind kind, JsonObject content, out IReadOnlyList<string> unknown, Func<string, Refusal> unfit)
    {
        try
        {
            var typed = kind.Type is { } type ? BuiltIn(kind, type, content, out var paths) : Custom(kind, content, out paths);
            unknown = [.. paths.Select(path => $"unknown field \"{path}\"")];
            return typed;
        }
        catch (TypeMismatchException e)
        {
            throw unfit(e.Message);
        }
    }

    private static JsonObject BuiltIn(ResourceKind kind, ApiType type, JsonObject content, out IReadOnlyList<string> unknown)
    {
        content["kind"] = kind.Kind;
        content["apiVersion"] = kind.ApiVersion;
        return TypedReading.Read(type, content, out unknown);
    }

    private static JsonObject Custom(ResourceKind kind, JsonObject content, out IReadOnlyList<string> unknown)
    {
        List<string> paths = kind.Schema is { } schema ? SchemaPruning.Prune(schema, content) : [];
        if (content["metadata"] is { } metadata)
        {
            _ = TypedReading.ReadPart(ApiTypes.ObjectMeta, metadata as JsonObject ?? throw new TypeMismatchException("metadata must be an object"), "metadata", out var more);
            paths.AddRange(more);
        }

        unknown = paths;
        return ObjectForm.Canonical(kind, content);
    }

    private static void Report(ApiRequest request, IReadOnlyList<string> sentences, Func<string, Refusal> refusal)
    {
        if (sentences.Count == 0)
            return;
        switch (request.Query.Get("fieldValidation"))
        {
            case "Strict":
                throw refusal(string.Join(", ", sentences));
            case "Ignore":
                break;
            default:
                request.Warnings.AddRange(sentences);
                break;
        }
    }
}
