namespace Testing.Recordings;

internal static class PlainFolder
{
    /// <summary>Every file below the folder; keys are paths inside it, with '/'.</summary>
    public static SortedDictionary<string, ReadOnlyMemory<byte>> Read(string folder)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            files[Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')] = File.ReadAllBytes(file);
        return files;
    }
}
