using Shared.Submission.SparkSubmit;

namespace Cli.SparkSubmit;

/// <summary>
/// Keeps apart what is meant for sparkctl and what is meant for spark-submit: ours may stand anywhere before the application file, and everything after
/// it belongs to the application.
/// </summary>
internal static class SparkSubmitWords
{
    public const string Command = "spark-submit";

    private static readonly HashSet<string> OwnSwitches = new(StringComparer.Ordinal) { "--dry-run", "--to-application", "--help", "-h", "-?" };

    private static readonly HashSet<string> OwnValued = new(StringComparer.Ordinal)
    {
        "--output", "-o", "--spark-version", "--namespace", "-n", "--kubeconfig", "-k", "--context",
    };

    /// <summary>The words with ours first, then <c>--</c>, then those of spark-submit as they came. Words of other commands stay as they are.</summary>
    /// <exception cref="CliException">One of ours stands behind the application file, where it would be passed on.</exception>
    public static IReadOnlyList<string> Sort(IReadOnlyList<string> args)
    {
        var start = args.ToList().IndexOf(Command);
        if (start < 0 || args.Take(start).Where((word, index) => !word.StartsWith('-') && (index == 0 || !OwnValued.Contains(args[index - 1]))).Any())
            return args;

        var (own, sparks) = (new List<string>(), new List<string>());
        var index = start + 1;
        while (index < args.Count && args[index].StartsWith('-') && args[index] != "--")
        {
            var (word, name) = (args[index], args[index].Split('=')[0]);
            var isOwn = OwnSwitches.Contains(name) || OwnValued.Contains(name);
            var takesNext = name == word && (isOwn ? OwnValued.Contains(name) : SparkSubmitCommandLine.TakesValue(name));
            var count = takesNext && index + 1 < args.Count ? 2 : 1;
            (isOwn ? own : sparks).AddRange(args.Skip(index).Take(count));
            index += count;
        }

        if (index < args.Count && args[index] == "--")
            index++;
        else if (args.Skip(index).FirstOrDefault(word => word is "--dry-run" or "--to-application") is { } late)
            throw CliException.Usage($"'{late}' stands behind the application file and would be passed to the application; write it before, or '--' before the words of spark-submit if that is meant.");

        return [.. args.Take(start + 1), .. own, "--", .. sparks, .. args.Skip(index)];
    }
}
