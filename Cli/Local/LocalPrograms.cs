namespace Cli.Local;

/// <summary>Finds the programs of a local cluster, which are published beside sparkctl.</summary>
internal static class LocalPrograms
{
    /// <summary>In the order in which they are started.</summary>
    public static readonly string[] Names = ["LocalCluster", "Webhook", "Controller"];

    /// <summary>Path by name.</summary>
    /// <param name="folder">Where to look; null looks around this program.</param>
    /// <exception cref="CliException">One is missing.</exception>
    public static IReadOnlyDictionary<string, string> Find(string? folder)
    {
        var start = folder ?? AppContext.BaseDirectory;
        return Names.ToDictionary(name => name, name => Candidates(start, name).FirstOrDefault(File.Exists) ?? throw CliException.Usage(
            $"there is no program '{name}' in or beside '{start}'; publish all of them with scripts/publish.sh and give their folder with --programs."), StringComparer.Ordinal);
    }

    // Side by side, a folder for each (scripts/publish.sh), and what a build leaves.
    private static IEnumerable<string> Candidates(string start, string name) =>
    [
        Path.Combine(start, name),
        Path.Combine(start, name, name),
        Path.Combine(start, "..", name, name),
        Path.Combine(start, "..", "..", name, "release", name),
    ];
}
