namespace Shared.Submission.SparkSubmit;

/// <summary>The disk of whoever submits, as far as spark-submit would read it. An operator has none; a command line has its own.</summary>
public interface ISubmitterFiles
{
    /// <summary>The content; null when there is no such file.</summary>
    /// <param name="path">As it was written: absolute, or relative to where the command was started.</param>
    byte[]? Read(string path);

    /// <summary>Names of the regular files that lie directly in a directory; empty when there is no such directory.</summary>
    IReadOnlyList<string> NamesIn(string directory);
}
