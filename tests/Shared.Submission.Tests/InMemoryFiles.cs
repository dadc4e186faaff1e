using System.Text;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Tests;

/// <summary>A submitter's disk that exists in the test alone.</summary>
internal sealed class InMemoryFiles(params (string Path, string Text)[] files) : ISubmitterFiles
{
    public byte[]? Read(string path) =>
        files.Where(file => file.Path == path).Select(file => Encoding.UTF8.GetBytes(file.Text)).LastOrDefault();

    public IReadOnlyList<string> NamesIn(string directory) =>
        [.. files.Select(file => file.Path).Where(path => path.LastIndexOf('/') is var end and >= 0 && path[..end] == directory).Select(path => path[(directory.Length + 1)..])];
}
