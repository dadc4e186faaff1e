using System.Runtime.CompilerServices;
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
                BytesReply reply => new ApiAnswer(reply.Status, JsonNode.Parse(Join(reply.Pieces))!),
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
            var line = JsonNode.Parse(part.ToArray())!.AsObject();
            var o = line["object"]!.AsObject();
            _ = line.Remove("object");
            yield return new WatchEvent(line.TextAt("type")!, o);
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
    private static JsonNode Fresh(JsonNode body) => JsonNode.Parse(body.ToUtf8())!;

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
