using Testing;

namespace Architecture.Tests;

internal static class SourceFiles
{
    /// <summary>Written C# files below a folder of the repository: path in the repository, and text.</summary>
    public static IEnumerable<(string Path, string Text)> Of(string folder) =>
        from file in Directory.EnumerateFiles(Repository.PathTo(folder), "*.cs", SearchOption.AllDirectories)
        let path = System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
        where !path.Split('/').Any(part => part is "obj" or "bin")
        select (path, File.ReadAllText(file));
}
