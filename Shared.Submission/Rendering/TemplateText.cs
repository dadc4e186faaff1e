using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shared.Submission.Rendering;

/// <summary>Numbers and booleans that stand where a text belongs become texts, as Spark's client reads them.</summary>
internal static class TemplateText
{
    private static readonly HashSet<string> Maps = new(StringComparer.Ordinal) { "labels", "annotations", "nodeSelector", "matchLabels" };

    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal)
    {
        "name", "value", "image", "command", "args", "mountPath", "subPath", "key", "namespace", "operator", "effect", "hostname", "subdomain",
        "serviceAccountName", "serviceAccount", "schedulerName", "priorityClassName", "runtimeClassName", "nodeName", "workingDir", "claimName",
        "secretName", "medium", "topologyKey",
    };

    public static JsonObject Coerce(JsonObject document)
    {
        foreach (var (key, value) in document.ToList())
        {
            if (value is JsonObject map && Maps.Contains(key))
                document[key] = Values(map);
            else
                document[key] = Coerced(value, Texts.Contains(key));
        }

        return document;
    }

    private static JsonNode? Coerced(JsonNode? node, bool isText) => node switch
    {
        JsonObject child => Coerce((JsonObject)child.DeepClone()),
        JsonArray list => new JsonArray([.. list.Select(item => Coerced(item, isText))]),
        JsonValue value when isText => Text(value),
        _ => node?.DeepClone(),
    };

    private static JsonObject Values(JsonObject map) =>
        new(map.Select(entry => KeyValuePair.Create(entry.Key, entry.Value is JsonValue value ? Text(value) : entry.Value?.DeepClone())));

    private static JsonNode? Text(JsonValue value) =>
        value.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
            ? JsonValue.Create(value.ToJsonString())
            : value.DeepClone();
}
