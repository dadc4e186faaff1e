using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webhook.Certificates.SelfManaged;

/// <summary>A document as the body of a request; without reflection, so that the webhook can be trimmed.</summary>
internal static class JsonBytes
{
    public static byte[] Of(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            node.WriteTo(writer);
        return buffer.ToArray();
    }
}
