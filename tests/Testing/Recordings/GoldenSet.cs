using System.Text.Json.Nodes;

namespace Testing.Recordings;

/// <summary>One folder of recordings.</summary>
public sealed class GoldenSet
{
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _files;

    internal GoldenSet(string name, SortedDictionary<string, ReadOnlyMemory<byte>> files)
    {
        (Name, _files) = (name, files);

        // Sets that come with files for all cases keep the cases in a folder of their own; the corpus has one folder per kind of case.
        var hasCaseFolder = files.Keys.Any(path => path.StartsWith("cases/", StringComparison.Ordinal));
        Cases = [.. files
            .Where(file => file.Key.EndsWith(".json", StringComparison.Ordinal) && IsObject(file.Value)
                && (!hasCaseFolder || file.Key.StartsWith("cases/", StringComparison.Ordinal)))
            .Select(file => new GoldenCase(name, file.Key, file.Value))
            .OrderBy(@case => @case.Name, StringComparer.Ordinal)];
    }

    public string Name { get; }

    /// <summary>One per JSON file that holds an object, ordered by name.</summary>
    public IReadOnlyList<GoldenCase> Cases { get; }

    public GoldenCase? FindCase(string name) => Cases.FirstOrDefault(@case => @case.Name == name);

    public bool Has(string path) => _files.ContainsKey(path);

    /// <summary>The content of a file such as <c>module-options.json</c> or <c>setup/crds.json</c>.</summary>
    public ReadOnlyMemory<byte> Bytes(string path) => _files.TryGetValue(path, out var bytes)
        ? bytes
        : throw new FileNotFoundException($"Set '{Name}' has no file '{path}'.");

    /// <summary>The objects of a JSON-lines file such as <c>verdicts.jsonl</c>; empty when the set has no such file.</summary>
    public IEnumerable<JsonObject> Lines(string path) => _files.TryGetValue(path, out var bytes)
        ? System.Text.Encoding.UTF8.GetString(bytes.Span)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject())
        : [];

    private static bool IsObject(ReadOnlyMemory<byte> json) => json.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
