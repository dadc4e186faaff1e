using System.Text;
using Shared.Submission.SparkVersions;

namespace Shared.Submission;

/// <summary>The names that Spark gives to what it makes. Source: <c>KubernetesConf</c>, <c>KubernetesClientUtils</c>.</summary>
public sealed record SparkNames
{
    private const int ServiceNameLimit = 63;

    private SparkNames(string prefix, SparkIdentity identity)
    {
        Prefix = prefix;
        DriverPod = $"{prefix}-driver";
        DriverConfigMap = $"spark-drv-{identity.ConfigMapId}-conf-map";
        ExecutorTemplateConfigMap = $"{prefix}-driver-podspec-conf-map";
        NetworkPolicy = $"{prefix}-policy";

        var usual = $"{prefix}-driver-svc";
        DriverService = usual.Length <= ServiceNameLimit ? usual : $"spark-{identity.ServiceId}-driver-svc";
    }

    public string Prefix { get; }

    /// <summary>Used when <c>spark.kubernetes.driver.pod.name</c> is not set.</summary>
    public string DriverPod { get; }

    public string DriverService { get; }

    public string DriverConfigMap { get; }

    public string ExecutorTemplateConfigMap { get; }

    public string NetworkPolicy { get; }

    public static SparkNames For(string applicationName, SparkIdentity identity, SparkRelease release)
    {
        var prefix = Clean($"{applicationName}-{identity.ResourceId}");

        if (release.Has(SparkFeatures.LeadingDashRemoved) && prefix.StartsWith('-'))
            prefix = prefix[1..];

        if (release.Has(SparkFeatures.LeadingDigitReplaced) && prefix.Length > 0 && char.IsAsciiDigit(prefix[0]))
            prefix = string.Concat("x", prefix.AsSpan(1));

        return new SparkNames(prefix, identity);
    }

    /// <summary>The value of the label <c>spark-app-name</c>.</summary>
    public static string AppNameLabel(string applicationName)
    {
        const int labelLimit = 63;
        var label = Clean(applicationName);
        label = label.Length > labelLimit ? label[..labelLimit] : label;
        label = label.StartsWith('-') ? label[1..] : label;
        return label.EndsWith('-') ? label[..^1] : label;
    }

    /// <summary>Trimmed as Java trims, in lower case; each run of other characters than letters and digits of ASCII becomes one dash.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in JavaText.Trim(text).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
                clean.Append(character);
            else if (clean.Length == 0 || clean[^1] != '-')
                clean.Append('-');
        }

        return clean.ToString();
    }
}
