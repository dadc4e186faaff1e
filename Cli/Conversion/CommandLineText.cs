using Cli.Diff;
using Shared.Admission.Defaults;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Shared.Submission.Arguments;
using Shared.Submission.Conversion;
using Shared.Submission.SparkSubmit;

namespace Cli.Conversion;

/// <summary>A SparkApplication as a spark-submit command line. What spark-submit has no word for is found by reading the command line back.</summary>
internal static class CommandLineText
{
    // Drawn anew for each submission, or of the operator alone.
    private static readonly string[] OfOperator = [$".label.{Labels.Prefix}", $".annotation.{Labels.Prefix}"];

    private static readonly HashSet<string> Templates = new(StringComparer.Ordinal)
    {
        SparkConfKeys.DriverPodTemplateFile, SparkConfKeys.DriverPodTemplateContainerName, SparkConfKeys.ExecutorPodTemplateFile, SparkConfKeys.ExecutorPodTemplateContainerName,
        SparkConfKeys.WaitAppCompletion,
    };

    /// <exception cref="CliException">The operator could not submit it either; the message says why.</exception>
    public static (string Text, IReadOnlyList<LostSetting> Lost) Of(SparkApplication application)
    {
        var (arguments, errors) = OperatorArguments.Of(SparkApplicationDefaults.Apply(application), "", SubmissionOptions.Default);
        if (arguments is null)
            throw new CliException(string.Join("; ", errors));

        var plain = arguments with { Conf = [.. arguments.Conf.Where(pair => !IsOfOperator(pair.Key))], Templates = new Dictionary<string, PodTemplateFile>() };
        return (Text(plain), [.. Lost(application, plain)]);
    }

    private static bool IsOfOperator(string key) => Templates.Contains(key) || OfOperator.Any(part => key.Contains(part, StringComparison.Ordinal));

    private static string Text(SparkSubmitArguments arguments)
    {
        IEnumerable<string> words =
        [
            "spark-submit",
            .. arguments.Flags.Select(flag => flag.Value is null ? flag.Key : $"{flag.Key} {Quoted(flag.Value)}"),
            .. arguments.Conf.Select(pair => $"--conf {Quoted($"{pair.Key}={pair.Value}")}"),
            .. arguments.MainResource is { } main ? [Quoted(main)] : Array.Empty<string>(),
            .. arguments.Arguments.Select(Quoted),
        ];
        return string.Join(" \\\n  ", words) + "\n";
    }

    private static IEnumerable<LostSetting> Lost(SparkApplication application, SparkSubmitArguments arguments)
    {
        if (SparkSubmitConversion.ToApplication(arguments, application.Spec?.SparkVersion) is not ConversionResult.Converted back)
            yield break;

        var (wanted, got) = (ApplicationDiff.Effective(application.Spec), ApplicationDiff.Effective(back.Application.Spec));
        foreach (var difference in FieldDifferences.Between("spec", wanted, got).Where(difference => difference.Live is not null && !IsSaidElsewhere(difference.Path)))
            yield return new LostSetting(difference.Path, "spark-submit has no setting for it; the operator does it itself.");
    }

    // Read back under another name or from the image.
    private static bool IsSaidElsewhere(string path) => path is "spec.sparkVersion" or "spec.mode" or "spec.type";

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/' or ':' or '=' or ',' or '@' or '+' or '%')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
