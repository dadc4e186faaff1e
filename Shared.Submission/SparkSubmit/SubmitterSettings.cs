using Shared.Submission.Conf;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.SparkSubmit;

/// <summary>Settings that come from the submitter's files, for keys that nobody gave on the command line. Source: <c>SparkSubmitArguments.mergeDefaultSparkProperties</c>.</summary>
internal static class SubmitterSettings
{
    private const string FileOption = "--properties-file";
    private const string DefaultsOption = "--load-spark-defaults";

    /// <summary>The nearer source first; of two with one key the first counts.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(
        SparkSubmitArguments arguments, IReadOnlyDictionary<string, string> environment, SparkRelease release, ErrorList errors)
    {
        var file = arguments.Flag(FileOption);
        var asksForDefaults = arguments.Flags.Any(flag => flag.Key == DefaultsOption);

        if (arguments.Files is null)
        {
            if (file is not null)
                errors.NeedsJvm(FileOption, $"'{file}' lies on the submitter's own disk, which is not read here; give the settings with --conf.");
            return [];
        }

        if (asksForDefaults && !release.Has(SparkFeatures.LoadSparkDefaults))
            errors.Add(DefaultsOption, $"is not an option of Spark {release.Label}; leave it out: defaults count there whenever no {FileOption} is given.");

        return
        [
            .. file is null ? [] : Required(arguments.Files, file, errors),
            .. (file is null || asksForDefaults) && environment.TryGetValue(ConfDirectory.Variable, out var directory)
                ? Read(arguments.Files, SubmitterFile.In(directory, "spark-defaults.conf"), errors)
                : [],
        ];
    }

    private static List<KeyValuePair<string, string>> Required(ISubmitterFiles files, string path, ErrorList errors)
    {
        if (files.Read(path) is null)
            errors.Add(FileOption, $"'{path}' does not exist.");
        return Read(files, path, errors);
    }

    private static List<KeyValuePair<string, string>> Read(ISubmitterFiles files, string path, ErrorList errors)
    {
        try
        {
            return files.Read(path) is { } content
                ? [.. PropertiesText.Read(System.Text.Encoding.UTF8.GetString(content)).Reverse().Select(pair => KeyValuePair.Create(pair.Key, Trimmed(pair.Value)))]
                : [];
        }
        catch (FormatException malformed)
        {
            errors.Add(path, $"cannot be read as a properties file: {malformed.Message}.");
            return [];
        }
    }

    // Line ends survive, as they had to be escaped to get here. Source: Utils.trimExceptCRLF.
    private static string Trimmed(string value)
    {
        static bool Stays(char character) => character > ' ' || character is '\r' or '\n';

        var (start, end) = (0, value.Length);
        while (start < end && !Stays(value[start]))
            start++;
        while (end > start && !Stays(value[end - 1]))
            end--;
        return value[start..end];
    }
}
