using System.Text.Json.Nodes;

namespace Shared.Admission.Policy;

/// <summary>Looks into parts of a pod whose shape nobody has checked. What has another shape than it should is not there: the API server refuses such a pod later.</summary>
internal static class PodJson
{
    public static JsonNode? At(this JsonNode? node, string member) => (node as JsonObject)?[member];

    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static JsonArray Items(this JsonNode? node) => node as JsonArray ?? [];
}
