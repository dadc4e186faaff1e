using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Jobs;

/// <summary>The command line of the Job.</summary>
/// <param name="Arguments">What follows <c>spark-submit</c>.</param>
/// <param name="Settings">What goes through a file instead of <c>--conf</c>; empty when the command line can hold it.</param>
internal sealed record SubmitterWords(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Settings)
{
    public const string SettingsFile = "spark.conf";

    // Linux takes 128 KiB for one word, and for all words together a quarter of the stack, 2 MiB as a rule. Unit: characters.
    private const int LongestCommandLine = 96 * 1024;

    public static SubmitterWords Of(SparkSubmitArguments arguments, string directory, SparkRelease release)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in arguments.Conf)
            settings[key] = value;

        var isLong = settings.Sum(setting => setting.Key.Length + setting.Value.Length) > LongestCommandLine;
        return new SubmitterWords(
            [
                .. arguments.Flags
                    .Where(flag => flag.Key is not "--load-spark-defaults" || release.Has(SparkFeatures.LoadSparkDefaults))
                    .SelectMany(flag => flag.Value is null ? (string[])[flag.Key] : [flag.Key, flag.Value]),
                .. isLong
                    ? ["--properties-file", $"{directory}/{SettingsFile}"]
                    : settings.SelectMany(setting => (string[])["--conf", $"{setting.Key}={setting.Value}"]),
                .. arguments.MainResource is { } resource ? (string[])[resource] : [],
                .. arguments.Arguments,
            ],
            isLong ? settings : new SortedDictionary<string, string>());
    }
}
