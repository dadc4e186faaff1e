namespace Testing.Recordings;

/// <summary>Writes the packed recordings of <c>tests/goldens</c>; called by <c>scripts/refresh-goldens.sh</c>.</summary>
public static class PackedGoldens
{
    /// <summary>Packs each folder of <paramref name="source"/>, and the manifests beside or inside it. A set whose content is as packed before is not rewritten.</summary>
    /// <returns>One line per set: what was done and how large it is.</returns>
    public static IEnumerable<string> Refresh(string source, string target)
    {
        if (!Directory.Exists(source))
            throw new DirectoryNotFoundException($"'{source}' is no folder; name the folder that holds the sets 'operator', 'spark', ... as subfolders.");

        var folders = Directory.GetDirectories(source).ToList();
        if (!folders.Exists(folder => Path.GetFileName(folder) == GoldenSource.CorpusName) && GoldenSource.CorpusBeside(source) is { } beside)
            folders.Add(beside);

        Directory.CreateDirectory(target);
        foreach (var folder in folders.OrderBy(Path.GetFileName, StringComparer.Ordinal))
            yield return RefreshOne(folder, Path.Combine(target, Path.GetFileName(folder) + PackedFolder.Extension));

        var kept = folders.Select(Path.GetFileName).ToHashSet();
        foreach (var file in Directory.GetFiles(target, "*" + PackedFolder.Extension))
        {
            if (kept.Contains(Path.GetFileName(file)[..^PackedFolder.Extension.Length]))
                continue;
            File.Delete(file);
            yield return $"{Path.GetFileName(file)}: deleted, the source has no such set";
        }
    }

    private static string RefreshOne(string folder, string archive)
    {
        var files = PlainFolder.Read(folder).ToDictionary(file => file.Key, file => file.Value.ToArray());
        var size = files.Values.Sum(content => (long)content.Length);
        if (!HoldsAlready(archive, files))
        {
            File.WriteAllBytes(archive, PackedFolder.Pack(files));
            return $"{Path.GetFileName(archive)}: written, {files.Count} files, {size} bytes packed to {new FileInfo(archive).Length}";
        }

        return $"{Path.GetFileName(archive)}: unchanged, {files.Count} files, {size} bytes packed to {new FileInfo(archive).Length}";
    }

    private static bool HoldsAlready(string archive, Dictionary<string, byte[]> files)
    {
        if (!File.Exists(archive))
            return false;
        using var stream = File.OpenRead(archive);
        var packed = PackedFolder.Unpack(stream);
        return packed.Count == files.Count
            && packed.All(file => files.TryGetValue(file.Key, out var content) && file.Value.Span.SequenceEqual(content));
    }
}
