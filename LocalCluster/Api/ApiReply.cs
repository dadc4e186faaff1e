using System.Text.Json.Nodes;

namespace LocalCluster.Api;

/// <summary>What the server answers, before anybody decides how to write it down.</summary>
internal abstract record ApiReply(int Status)
{
    public Dictionary<string, string> Headers { get; init; } = [];
}

/// <summary>One JSON value.</summary>
internal sealed record JsonReply(int Status, JsonNode Body, string ContentType = "application/json") : ApiReply(Status);

/// <summary>JSON that lies ready as bytes, in pieces.</summary>
internal sealed record BytesReply(int Status, IReadOnlyList<ReadOnlyMemory<byte>> Pieces, string ContentType = "application/json") : ApiReply(Status);

internal sealed record TextReply(int Status, string Body, string ContentType = "text/plain; charset=utf-8") : ApiReply(Status);

/// <summary>An answer that goes on: each element is written and flushed on its own.</summary>
internal sealed record StreamReply(int Status, IAsyncEnumerable<ReadOnlyMemory<byte>> Chunks, string ContentType) : ApiReply(Status);
