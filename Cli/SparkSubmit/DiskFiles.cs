using Shared.Submission.SparkSubmit;

namespace Cli.SparkSubmit;

/// <summary>The disk of whoever types the command.</summary>
internal sealed class DiskFiles : ISubmitterFiles
{
    public byte[]? Read(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;

    public IReadOnlyList<string> NamesIn(string directory) =>
        Directory.Exists(directory) ? [.. Directory.EnumerateFiles(directory).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];
}
