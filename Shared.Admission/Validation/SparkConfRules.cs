using System.Text.RegularExpressions;
using Shared.Contracts.Names;

namespace Shared.Admission.Validation;

/// <summary>Which Spark properties a user may set. Values are judged only where the key depends on it, and never repeated.</summary>
public static partial class SparkConfRules
{
    private const string Credentials = "credentials belong to the operator; remove it";
    private const string Managed = "the operator sets it; remove it";
    private const string ImageField = "set the field 'image' instead";
    private const string ServiceAccountField = "set the field 'serviceAccount' of the role instead";
    private const string TemplateField = "set the field 'template' of the role instead";

    private static readonly Dictionary<string, string> Forbidden = new(StringComparer.Ordinal)
    {
        [SparkConfKeys.Master] = Managed,
        [SparkConfKeys.DriverMaster] = Managed,
        [SparkConfKeys.DriverServiceAccountName] = ServiceAccountField,
        [SparkConfKeys.ExecutorServiceAccountName] = ServiceAccountField,
        [SparkConfKeys.ContainerImage] = ImageField,
        [SparkConfKeys.DriverContainerImage] = ImageField,
        [SparkConfKeys.ExecutorContainerImage] = ImageField,
        [SparkConfKeys.DriverPodTemplateFile] = TemplateField,
        [SparkConfKeys.ExecutorPodTemplateFile] = TemplateField,
        [SparkConfKeys.DriverPodTemplateContainerName] = TemplateField,
        [SparkConfKeys.ExecutorPodTemplateContainerName] = TemplateField,
        ["spark.kubernetes.context"] = Managed,
        ["spark.kubernetes.driver.pod.featureSteps"] = Managed,
        ["spark.kubernetes.executor.pod.featureSteps"] = Managed,
        ["spark.kubernetes.driver.pod.excludedFeatureSteps"] = Managed,
        ["spark.kubernetes.executor.pod.excludedFeatureSteps"] = Managed,
        ["spark.kubernetes.scheduler.volcano.podGroupTemplateFile"] = "set the field 'batchSchedulerOptions' instead",
    };

    private static readonly string[] LabelPrefixes =
        [SparkConfKeys.DriverLabelPrefix, SparkConfKeys.ExecutorLabelPrefix, SparkConfKeys.DriverAnnotationPrefix, SparkConfKeys.ExecutorAnnotationPrefix];

    private const string CredentialPrefix = "spark.kubernetes.authenticate.";

    /// <summary>Why this property is refused; null when it is not. The namespace is null when nobody has chosen one yet.</summary>
    public static FieldError? Judge(string path, string key, string value, string? @namespace)
    {
        var place = $"{path}[{key}]";
        if (key.StartsWith("spark.", StringComparison.Ordinal) && !Key().IsMatch(key))
            return new FieldError(path, ErrorCodes.InvalidSparkConfKey, "a key contains a character that Spark's properties file would read differently; write letters, digits and . _ / * $ % @ + , - only");
        if (Forbidden.TryGetValue(key, out var advice))
            return Refused(place, key, advice);
        if (key.StartsWith(CredentialPrefix, StringComparison.Ordinal))
            return Refused(place, key, Credentials);
        if (key == SparkConfKeys.Namespace && @namespace is not null && value != @namespace)
            return Refused(place, key, $"it must be the namespace of the object, '{@namespace}'; remove it");
        if (key == SparkConfKeys.DeployMode && value != "cluster")
            return Refused(place, key, Managed);
        if (key == SparkConfKeys.WaitAppCompletion && value != "false")
            return Refused(place, key, Managed);
        return LabelPrefixes.Any(prefix => key.StartsWith(prefix + Labels.Prefix, StringComparison.Ordinal)) ? Refused(place, key, Managed) : null;
    }

    /// <summary>Spark itself skips what does not start with <c>spark.</c>.</summary>
    public static bool IsRead(string key) => key.StartsWith("spark.", StringComparison.Ordinal);

    private static FieldError Refused(string place, string key, string advice) =>
        new(place, ErrorCodes.ForbiddenSparkConf, $"sparkConf key '{key}' is not allowed: {advice}");

    [GeneratedRegex(@"^spark\.[A-Za-z0-9._/*$%@+,\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
