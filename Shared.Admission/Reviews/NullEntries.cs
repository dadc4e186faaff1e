using System.Runtime.InteropServices;
using System.Text.Json;

namespace Shared.Admission.Reviews;

/// <summary>
/// Null as a member is an absent member. As an item of a list, or as a value of a map of texts, it means nothing, and no rule expects it.
/// </summary>
internal static class NullEntries
{
    private static readonly HashSet<string> TextMaps = new(StringComparer.Ordinal)
    {
        "labels", "annotations", "matchLabels", "nodeSelector", "sparkConf", "hadoopConf", "envVars", "envSecretKeyRefs",
        "serviceLabels", "serviceAnnotations", "ingressAnnotations",
    };

    /// <summary>The path of the first one; null when there is none.</summary>
    public static string? Find(JsonElement root) => JsonMarshal.GetRawUtf8Value(root).IndexOf("null"u8) < 0 ? null : Find("", "", root);

    private static string? Find(string path, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    var place = $"{path}[{index++}]";
                    if (item.ValueKind is JsonValueKind.Null)
                        return place;
                    if (Find(place, "", item) is { } found)
                        return found;
                }

                return null;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                    if (member.Value.ValueKind is JsonValueKind.Null && TextMaps.Contains(name))
                        return place;
                    if (Find(place, member.Name, member.Value) is { } found)
                        return found;
                }

                return null;
            default:
                return null;
        }
    }
}
