namespace Shared.Submission.SparkSubmit;

/// <summary>What follows <c>spark-submit</c> on a command line, with the files and variables that it would read.</summary>
public sealed record SparkSubmitArguments
{
    /// <summary>Options other than <c>--conf</c>, in order; a switch has no value.</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> Flags { get; init; }

    /// <summary>Pairs given with <c>--conf</c>, in order; the last of several with one key wins.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Conf { get; init; }

    /// <summary>Application file; null when the command line ends before it.</summary>
    public string? MainResource { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Pod templates by the path that the settings name.</summary>
    public IReadOnlyDictionary<string, PodTemplateFile> Templates { get; init; } = new Dictionary<string, PodTemplateFile>();

    /// <summary>Variables of the submitter that Spark would read; our own environment is never among them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The last value of an option.</summary>
    public string? Flag(string name) => Flags.LastOrDefault(flag => flag.Key == name).Value;
}
