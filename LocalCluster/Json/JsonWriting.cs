using System.Text.Json.Nodes;

namespace LocalCluster.Json;

/// <summary>Writes nodes as compact UTF-8, without escaping what JSON does not ask to be escaped.</summary>
internal static class JsonWriting
{
    public static byte[] ToUtf8(this JsonNode node) => JsonText.Write(node).ToArray();

    /// <summary>Compact text of any node; <c>null</c> for none.</summary>
    public static string ToText(this JsonNode? node) => node is null ? "null" : System.Text.Encoding.UTF8.GetString(JsonText.Write(node));
}
