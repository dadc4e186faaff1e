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

/// <summary>An answer that goes on. What is there at once is sent together; nothing that is there waits for what is not.</summary>
internal sealed record StreamReply(int Status, IAsyncEnumerable<StreamPart> Parts, string ContentType) : ApiReply(Status);

/// <summary>A whole line of a stream, with its end. The middle is shared by all who read it.</summary>
internal readonly record struct StreamPart(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Middle, ReadOnlyMemory<byte> Tail)
{
    public StreamPart(ReadOnlyMemory<byte> whole)
        : this(default, whole, default)
    {
    }

    /// <summary>Of a watch, what happened to the object in the middle; null in other streams.</summary>
    public string? Event { get; init; }

    public byte[] ToArray()
    {
        var whole = new byte[Head.Length + Middle.Length + Tail.Length];
        Head.CopyTo(whole);
        Middle.CopyTo(whole.AsMemory(Head.Length));
        Tail.CopyTo(whole.AsMemory(Head.Length + Middle.Length));
        return whole;
    }
}
