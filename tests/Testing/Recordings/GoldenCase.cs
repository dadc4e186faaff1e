using System.Text.Json.Nodes;

namespace Testing.Recordings;

/// <summary>One recorded case. <paramref name="Path"/> is the file inside its set.</summary>
public sealed record GoldenCase(string Set, string Path, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The file's name without extension; the same in every set that recorded this case.</summary>
    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folder inside the set, such as <c>invalid</c> for a manifest; empty at the top.</summary>
    public string Folder { get; } = System.IO.Path.GetDirectoryName(Path) ?? "";

    /// <summary>Parsed afresh at each call, for nodes can be changed and have one parent.</summary>
    public JsonObject Json() => JsonNode.Parse(Bytes.Span)!.AsObject();

    public override string ToString() => $"{Set}/{Name}";
}
