using System.Collections.Concurrent;

namespace Testing.Recordings;

/// <summary>Where recordings come from: the packed sets of <c>tests/goldens</c>, or a plain folder of the same layout.</summary>
public sealed class GoldenSource
{
    public const string CorpusName = "corpus";

    private readonly ConcurrentDictionary<string, GoldenSet?> _sets = new(StringComparer.Ordinal);
    private readonly Func<string, SortedDictionary<string, ReadOnlyMemory<byte>>?> _read;

    private GoldenSource(string folder, bool isReplaced, Func<string, SortedDictionary<string, ReadOnlyMemory<byte>>?> read) =>
        (Folder, IsReplaced, _read) = (folder, isReplaced, read);

    public string Folder { get; }

    /// <summary>True for a folder that the user named: what the repository knows about its own recordings does not apply to it.</summary>
    public bool IsReplaced { get; }

    /// <summary>The set of that name; null when this source has none.</summary>
    public GoldenSet? Find(string name) =>
        _sets.GetOrAdd(name, key => _read(key) is { } files ? new GoldenSet(key, files) : null);

    public static GoldenSource Packed(string folder) => new(folder, isReplaced: false, name =>
    {
        var archive = Path.Combine(folder, name + PackedFolder.Extension);
        if (!File.Exists(archive))
            return null;
        using var stream = File.OpenRead(archive);
        return PackedFolder.Unpack(stream);
    });

    public static GoldenSource Plain(string folder) => Directory.Exists(folder)
        ? new(folder, isReplaced: true, name =>
            Path.Combine(folder, name) is var inside && Directory.Exists(inside) ? PlainFolder.Read(inside)
            : name == CorpusName && CorpusBeside(folder) is { } beside ? PlainFolder.Read(beside)
            : null)
        : throw new DirectoryNotFoundException($"{Goldens.FolderVariable} names '{folder}', which is no folder; name the folder that holds the sets as subfolders.");

    internal static string? CorpusBeside(string folder) =>
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is { } parent
        && Path.Combine(parent, CorpusName) is var beside && Directory.Exists(beside)
            ? beside
            : null;
}
