namespace Testing.Recordings;

/// <summary>The recordings that the tests compare with. See <c>tests/goldens/README.md</c>.</summary>
public static class Goldens
{
    /// <summary>Environment variable: a folder in the plain format that replaces the packed recordings, set by set as subfolders.</summary>
    public const string FolderVariable = "GOLDENS_DIR";

    private static readonly Lazy<GoldenSource> LazySource = new(() =>
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
            ? GoldenSource.Plain(folder)
            : GoldenSource.Packed(Path.Combine(Repository.Root, "tests", "goldens")));

    public static GoldenSource Source => LazySource.Value;

    /// <summary>The set of that folder name; null when the source has none.</summary>
    public static GoldenSet? Set(string name) => Source.Find(name);

    /// <summary>The manifests that the recordings were made from; null when the source has none.</summary>
    public static GoldenSet? Corpus => Source.Find(GoldenSource.CorpusName);
}
