using System.Text.Json;

namespace Shared.Contracts.Serialization;

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

    /// <exception cref="ContractsJsonException">There is one; names its path.</exception>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static void Refuse(ReadOnlySpan<byte> utf8)
    {
        // Most objects hold no null at all, and then nothing is parsed twice.
        if (utf8.IndexOf("null"u8) < 0)
            return;

        var reader = new Utf8JsonReader(utf8);
        using var document = JsonDocument.ParseValue(ref reader);
        if (Find("", "", document.RootElement) is { } path)
            throw new ContractsJsonException(path, "found null, expected a value; remove the entry");
    }

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
