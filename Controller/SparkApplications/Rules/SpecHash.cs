using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>
/// A hash that two specifications share when they ask for the same run: the order of members does not count, absent equals empty,
/// quantities count by value, <c>suspend</c> and <c>timeToLiveSeconds</c> do not count at all.
/// </summary>
internal static class SpecHash
{
    private const int Digits = 32;

    private static readonly HashSet<string> QuantityMaps = ["requests", "limits"];
    private static readonly HashSet<string> QuantityMembers = ["sizeLimit", "divisor"];

    public static string Of(SparkApplicationSpec effectiveSpec)
    {
        var node = ContractsJson.ToNode(effectiveSpec with { Suspend = null, TimeToLiveSeconds = null });
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, node, isQuantity: false);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan))[..Digits];
    }

    private static void Write(Utf8JsonWriter json, JsonNode? node, bool isQuantity)
    {
        switch (node)
        {
            case JsonObject map:
                WriteMembers(json, map, isQuantity);
                break;
            case JsonArray list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item, isQuantity: false);
                json.WriteEndArray();
                break;
            case JsonValue value when isQuantity:
                json.WriteStringValue(ByValue(value.ToString()));
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, JsonObject map, bool areQuantities)
    {
        json.WriteStartObject();
        foreach (var (name, member) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (IsEmpty(member))
                continue;
            json.WritePropertyName(name);
            Write(json, member, (areQuantities && member is JsonValue) || QuantityMembers.Contains(name) || (QuantityMaps.Contains(name) && member is JsonObject));
        }

        json.WriteEndObject();
    }

    private static bool IsEmpty(JsonNode? node) => node switch
    {
        null => true,
        JsonObject map => map.All(pair => IsEmpty(pair.Value)),
        JsonArray list => list.Count == 0,
        _ => false,
    };

    // Dividing by one with all its places cuts trailing zeros: 0.50 and 500m become the same text.
    private static string ByValue(string text) =>
        new Quantity(text).TryGetValue(out var value) ? (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) : text;
}
