using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Protobuf;
using LocalCluster.Tables;

namespace LocalCluster.Api;

/// <summary>An answer in another encoding than JSON.</summary>
internal static class EncodedReplies
{
    /// <summary>The reply as it is for JSON, for streams and for texts.</summary>
    public static ApiReply In(Encoding encoding, ApiReply reply) => encoding is Encoding.Json || Body(reply) is not { } body
        ? reply : new BytesReply(reply.Status, [Write(encoding, body, out var contentType)], contentType) { Headers = reply.Headers };

    /// <summary>What has no protobuf is written in JSON.</summary>
    public static byte[] Write(Encoding encoding, JsonNode body, out string contentType)
    {
        switch (encoding)
        {
            case Encoding.Yaml:
                contentType = "application/yaml";
                return System.Text.Encoding.UTF8.GetBytes(body.ToYaml());
            case Encoding.Protobuf when body is JsonObject o && ProtobufWriting.Write(o) is { } bytes:
                contentType = "application/vnd.kubernetes.protobuf";
                return bytes;
            default:
                contentType = "application/json";
                return body.ToUtf8();
        }
    }

    private static JsonNode? Body(ApiReply reply) => reply switch
    {
        JsonReply json => json.Body,
        BytesReply bytes => JsonReading.Parse([.. bytes.Pieces.SelectMany(piece => piece.ToArray())]),
        _ => null,
    };
}
