using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.AdmissionReviews;

namespace Golden.Tests.Adapters;

/// <summary>Questions as the API server puts them to our webhooks, and what it does with the answers.</summary>
internal static class AdmissionRequests
{
    // What kubectl asks for, and so what was recorded.
    private static readonly JsonElement StrictOptions = JsonSerializer.SerializeToElement(new { kind = "CreateOptions", fieldValidation = "Strict" });

    public static AdmissionRequest Create(JsonNode @object) => new()
    {
        Uid = "9f2b6a54-1c57-4f0e-8e3a-5d2f6c1b7a90",
        Operation = "CREATE",
        Namespace = (string?)@object["metadata"]?["namespace"],
        Name = (string?)@object["metadata"]?["name"],
        Object = JsonSerializer.SerializeToElement(@object),
        Options = StrictOptions,
    };

    /// <summary>The object with the answer's patch.</summary>
    public static JsonNode Patched(JsonNode @object, AdmissionResponse answer) => answer.Patch is null
        ? @object
        : JsonNode.Parse(answer.Patch)!.AsArray().Aggregate(@object.DeepClone(), (current, operation) => JsonPatchText.Apply(current, operation!.AsObject()));
}
