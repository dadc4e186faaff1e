using Shared.Contracts.Names;
using Shared.Submission.Conf;

namespace Shared.Submission.SparkSubmit;

/// <summary>Lists of files. Those on the submitter's own disk would have to be uploaded through Hadoop. Source: <c>DependencyUtils</c>, <c>BasicDriverFeatureStep</c>.</summary>
internal static class DependencyLists
{
    private static readonly string[] Lists = [SparkConfKeys.Jars, SparkConfKeys.Files, SparkConfKeys.Archives, SparkConfKeys.PyFiles];

    public static bool IsList(string key) => Lists.Contains(key);

    /// <summary>A list without what would have to be uploaded.</summary>
    public static string WithoutLocal(string list) => string.Join(',', Items(list).Where(item => !IsLocal(item)));

    public static void Apply(SubmittedApplication? application, string? resource, Dictionary<string, string> settings, ErrorList errors)
    {
        foreach (var key in Lists)
        {
            if (settings.TryGetValue(key, out var text))
                settings[key] = string.Join(',', Items(text).Select(item => Checked(key, item, errors)));
        }

        settings.TryAdd(SparkConfKeys.PyFiles, "");

        if (application is null || resource is null)
            return;

        if (resource != SubmitRules.NoResource)
            _ = Checked("spec.mainApplicationFile", resource, errors, mayHavePattern: true);

        if (application.Type is ResourceType.Java)
        {
            var jars = settings.GetValueOrDefault(SparkConfKeys.Jars, "");
            settings[SparkConfKeys.Jars] = resource == SubmitRules.NoResource ? jars : string.Join(',', Items(jars).Append(resource));
        }
    }

    private static bool IsLocal(string item) => SchemeOf(item) is "" or "file";

    private static string SchemeOf(string item) => item.IndexOf(':') is var end and > 0 ? item[..end] : "";

    private static IEnumerable<string> Items(string list) => list.Split(',').Select(JavaText.Trim).Where(item => item.Length > 0);

    private static string Checked(string key, string item, ErrorList errors, bool mayHavePattern = false)
    {
        var scheme = SchemeOf(item);
        if (IsLocal(item))
            errors.NeedsJvm(key, $"'{item}' lies on the submitter's own disk, and uploading it needs Hadoop's file systems; use local:// for a file of the image, or a remote URI.");
        else if (!mayHavePattern && scheme is not ("local" or "http" or "https" or "ftp") && item.AsSpan().IndexOfAny("*?[{") >= 0)
            errors.NeedsJvm(key, $"'{item}' is a pattern, and expanding it needs Hadoop's file systems; name the files.");
        return item;
    }
}
