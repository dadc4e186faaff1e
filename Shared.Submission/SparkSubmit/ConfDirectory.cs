using System.Text.RegularExpressions;

namespace Shared.Submission.SparkSubmit;

/// <summary>The files of the submitter's configuration directory that travel to driver and executors. Source: <c>KubernetesClientUtils.loadSparkConfDirFiles</c>.</summary>
internal static partial class ConfDirectory
{
    public const string Variable = "SPARK_CONF_DIR";
    public const string SizeKey = "spark.kubernetes.configMap.maxSize";

    /// <summary>What etcd lets an object hold. Unit: bytes.</summary>
    public const int LargestConfigMap = 1 << 20;

    /// <summary>By name, sorted; what does not fit is left out, the largest first, as Spark does.</summary>
    /// <param name="files">Null means that there is no such directory.</param>
    /// <param name="directory">Null likewise.</param>
    /// <param name="limit">Characters of names and contents together. Spark's default: 1048576.</param>
    public static SortedDictionary<string, string> Load(ISubmitterFiles? files, string? directory, long limit)
    {
        var loaded = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (files is null || directory is null)
            return loaded;

        var candidates =
            from name in files.NamesIn(directory)
            where !Excluded().IsMatch(name)
            let content = files.Read(SubmitterFile.In(directory, name))
            where content is not null && content.Length + name.Length <= limit
            let text = SubmitterFile.Text(content)
            where text is not null
            select (name, text, Size: content.Length + name.Length);

        var sum = 0L;
        foreach (var (name, text, _) in candidates.OrderBy(file => file.Size).ThenBy(file => file.name, StringComparer.Ordinal))
        {
            if (sum + name.Length + text.Length >= limit)
                continue;

            sum += name.Length + text.Length;
            loaded[name] = text;
        }

        return loaded;
    }

    // Templates, archives, and the files that spark-submit reads itself.
    [GeneratedRegex(@"^(.*\.(template|gz|zip|jar|tar)|spark.*(conf|properties))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Excluded();
}
