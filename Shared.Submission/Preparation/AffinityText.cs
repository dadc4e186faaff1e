using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shared.Submission.Preparation;

/// <summary>An affinity with its members in the order of <c>core/v1</c>'s declarations, in which upstream writes it into an annotation.</summary>
internal static class AffinityText
{
    private static readonly string[] Order =
    [
        "nodeAffinity", "podAffinity", "podAntiAffinity",
        "requiredDuringSchedulingIgnoredDuringExecution", "preferredDuringSchedulingIgnoredDuringExecution",
        "nodeSelectorTerms", "weight", "preference", "podAffinityTerm",
        "labelSelector", "namespaces", "topologyKey", "namespaceSelector", "matchLabelKeys", "mismatchLabelKeys",
        "matchLabels", "matchExpressions", "matchFields", "key", "operator", "values",
    ];

    public static JsonNode? Of(JsonElement element, bool isMap = false) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject()
            .OrderBy(member => isMap ? 0 : Rank(member.Name))
            .ThenBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Name, Of(member.Value, member.Name is "matchLabels")))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(item => Of(item))]),
        _ => JsonNode.Parse(element.GetRawText()),
    };

    private static int Rank(string name) => Array.IndexOf(Order, name) is var rank and >= 0 ? rank : Order.Length;
}
