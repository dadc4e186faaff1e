namespace Shared.Submission.SparkSubmit;

/// <summary>What follows <c>spark-submit</c> on a command line, with the files and variables that it would read.</summary>
public sealed record SparkSubmitArguments
{
    private static readonly IReadOnlyDictionary<string, string> OperatorEnvironment = new Dictionary<string, string> { ["SPARK_USER"] = "spark" };

    /// <summary>Options other than <c>--conf</c>, in order; a switch has no value.</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> Flags { get; init; }

    /// <summary>Pairs given with <c>--conf</c>, in order; the last of several with one key wins.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Conf { get; init; }

    /// <summary>Application file; null when the command line ends before it.</summary>
    public string? MainResource { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Pod templates by the path that the settings name.</summary>
    public IReadOnlyDictionary<string, PodTemplateFile> Templates { get; init; } = new Dictionary<string, PodTemplateFile>();

    /// <summary>Variables of the submitter that Spark would read; an operator's own environment is never among them. Default: <c>SPARK_USER=spark</c> alone.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = OperatorEnvironment;

    /// <summary>The submitter's disk. Default: none, so that what would have to be read or copied from it is refused.</summary>
    public ISubmitterFiles? Files { get; init; }

    /// <summary>Who submits, where neither <c>SPARK_USER</c> nor a proxy user says it.</summary>
    public string User { get; init; } = "spark";

    /// <summary>The last value of an option.</summary>
    public string? Flag(string name) => Flags.LastOrDefault(flag => flag.Key == name).Value;
}
