using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Api;

/// <summary>The in-process way in: the same pipeline as over HTTP, without the wire.</summary>
internal sealed class ClusterApi(ApiServer server) : IClusterApi
{
    public async Task<ApiAnswer> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await server.AnswerAsync(Request(call), cancellationToken) switch
            {
                JsonReply reply => new ApiAnswer(reply.Status, Fresh(reply.Body)),
                BytesReply reply => new ApiAnswer(reply.Status, Lazily(Join(reply.Pieces))),
                TextReply reply => new ApiAnswer(reply.Status, JsonValue.Create(reply.Body)),
                StreamReply reply => new ApiAnswer(reply.Status, JsonValue.Create(await TextAsync(reply, cancellationToken))),
                var other => throw new InvalidOperationException($"A reply of type {other.GetType().Name} has no in-process form."),
            };
        }
        catch (Refusal refusal)
        {
            return new ApiAnswer(refusal.Code, refusal.Status);
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ApiCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerable<StreamPart>? parts = null;
        JsonObject? refused = null;
        try
        {
            if (await server.AnswerAsync(Request(call), cancellationToken) is StreamReply stream)
                parts = stream.Parts;
            else
                refused = Refusals.Status(400, "BadRequest", $"{call.PathAndQuery} is not a watch; add watch=true");
        }
        catch (Refusal refusal)
        {
            refused = refusal.Status;
        }

        if (parts is null)
        {
            yield return new WatchEvent("ERROR", refused!);
            yield break;
        }

        await foreach (var part in parts.WithCancellation(cancellationToken))
        {
            // Read where it lies, and only as deep as somebody asks: the document refers to the bytes, which nobody changes.
            yield return new WatchEvent(part.Event!, (JsonObject)Lazily(part.Middle));
        }
    }

    private static ApiRequest Request(ApiCall call)
    {
        var parts = call.PathAndQuery.Split('?', 2);
        return new ApiRequest(call.Method, parts[0], QueryParameters.Parse(parts.Length > 1 ? parts[1] : ""), call.User)
        {
            Body = call.Body?.ToUtf8() ?? ReadOnlyMemory<byte>.Empty,
            ContentType = call.ContentType,
            UserAgent = "localcluster",
        };
    }

    // Nodes as a client reads them from the wire: callers may keep and change them.
    private static JsonNode Fresh(JsonNode body) => Lazily(body.ToUtf8());

    // An object may be as deep as the reader of requests lets it, and a list adds some levels.
    private static JsonNode Lazily(ReadOnlyMemory<byte> utf8)
    {
        var root = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = JsonReading.Deepest + 8 }).RootElement;
        return root.ValueKind is JsonValueKind.Object ? JsonObject.Create(root)! : root.ValueKind is JsonValueKind.Array ? JsonArray.Create(root)! : JsonValue.Create(root)!;
    }

    private static byte[] Join(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        var result = new byte[pieces.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.CopyTo(result.AsMemory(at));
            at += piece.Length;
        }

        return result;
    }

    private static async Task<string> TextAsync(StreamReply reply, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        await foreach (var part in reply.Parts.WithCancellation(cancellationToken))
            _ = text.Append(System.Text.Encoding.UTF8.GetString(part.ToArray()));
        return text.ToString();
    }
}
