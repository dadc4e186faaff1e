using System.Text;
using System.Text.Json.Nodes;
using Shared.Submission.SparkSubmit;

namespace Golden.Tests.Adapters;

/// <summary>The files of a recorded case, as the disk of its submitter.</summary>
internal sealed class RecordedFiles(string folder, JsonObject files, Func<string, string> inPlace) : ISubmitterFiles
{
    private readonly Dictionary<string, byte[]> _contents =
        files.ToDictionary(file => $"{folder}/{file.Key}", file => Encoding.UTF8.GetBytes(inPlace((string)file.Value!)));

    public byte[]? Read(string path) => _contents.GetValueOrDefault(path);

    public IReadOnlyList<string> NamesIn(string directory) =>
        [.. _contents.Keys.Where(path => path[..path.LastIndexOf('/')] == directory).Select(path => path[(directory.Length + 1)..])];
}
