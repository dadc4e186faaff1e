using System.Globalization;
using Shared.Contracts.Names;
using Shared.Submission.Conf;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.SparkSubmit;

/// <summary>What else spark-submit refuses whatever the application asks for.</summary>
internal static class OtherChecks
{
    private const string HeapKey = SparkConfKeys.DriverExtraJavaOptions;
    private const string PythonKey = SparkConfKeys.PysparkPythonVersion;

    public static void Apply(SubmittedApplication? application, Dictionary<string, string> settings, SparkRelease release, ErrorList errors)
    {
        // Source: SparkSubmitCommandBuilder.checkJavaOptions.
        foreach (var key in (ReadOnlySpan<string>)["spark.driver.defaultJavaOptions", HeapKey])
        {
            if (settings.GetValueOrDefault(key)?.Contains("-Xmx", StringComparison.Ordinal) is true)
                errors.Add(key, "sets the heap with -Xmx; set spark.driver.memory instead, from which the container's memory is taken too.");
        }

        // Source: Config.CONFIG_MAP_MAXSIZE.
        if (release.Has(SparkFeatures.LeadingDashRemoved)
            && long.TryParse(settings.GetValueOrDefault(ConfDirectory.SizeKey), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size)
            && size > ConfDirectory.LargestConfigMap)
            errors.Add(ConfDirectory.SizeKey, $"'{size}' is more than the {ConfDirectory.LargestConfigMap} bytes that a ConfigMap can hold.");

        if (!release.Has(SparkFeatures.PythonVersionIgnored) && settings.GetValueOrDefault(PythonKey) is { } version and not "3")
            errors.Add(PythonKey, $"'{version}' is not supported by Spark {release.Label}; write 3, or nothing.");

        // Source: RPackageUtils.checkAndBuildRPackage, which opens each JAR as a file.
        if (application?.Type is ResourceType.R && settings.GetValueOrDefault(SparkConfKeys.Jars) is { Length: > 0 } jars && jars.Contains("://", StringComparison.Ordinal))
            errors.Add(SparkConfKeys.Jars, "cannot be looked through for R packages, which Spark does with every JAR of an R application; put the JARs into the image's class path.");
    }
}
