using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Rendering;

/// <summary>
/// A template's variables come first, Spark's own after them, and of two with one name the later wins. What the webhook would add at the end
/// has to come by a setting, or by the webhook.
/// </summary>
internal static class EnvironmentLoss
{
    private static readonly Names OfDriver = new("spec.driver", SparkConfKeys.DriverEnvPrefix, ["SPARK_USER", "SPARK_APPLICATION_ID"],
        ["SPARK_DRIVER_BIND_ADDRESS", "PYSPARK_PYTHON", "PYSPARK_DRIVER_PYTHON", "SPARK_LOCAL_DIRS", "SPARK_CONF_DIR"]);

    private static readonly Names OfExecutor = new("spec.executor", SparkConfKeys.ExecutorEnvPrefix,
        [
            "SPARK_USER", "SPARK_DRIVER_URL", "SPARK_EXECUTOR_CORES", "SPARK_EXECUTOR_MEMORY", "SPARK_APPLICATION_ID", "SPARK_CONF_DIR", "SPARK_EXECUTOR_ID",
            "SPARK_RESOURCE_PROFILE_ID", "SPARK_DRIVER_POD_IP",
        ],
        ["SPARK_CLASSPATH", "SPARK_EXECUTOR_LIBRARY_PATH", "SPARK_EXECUTOR_POD_IP", "SPARK_EXECUTOR_POD_NAME", "SPARK_LOCAL_DIRS"]);

    public static IEnumerable<LostValue> Of(SparkApplicationSpec spec, SparkRole role)
    {
        var (path, prefix, earlier, later) = role is SparkRole.Driver ? OfDriver : OfExecutor;
        var pod = role is SparkRole.Driver ? (SparkPodSpec?)spec.Driver : spec.Executor;
        var byFamily = FamilyNames(spec, pod, prefix);
        var byReference = (pod?.EnvSecretKeyRefs).OrEmpty().Keys.ToHashSet(StringComparer.Ordinal);

        foreach (var variable in Wanted(spec, pod).GroupBy(variable => variable.Name ?? "").Select(group => group.Last()))
        {
            var name = variable.Name ?? "";
            var isLater = later.Contains(name) || byReference.Contains(name) || name.StartsWith("SPARK_JAVA_OPT_", StringComparison.Ordinal);
            var refersToSpark = variable.Value is { } text && text.Contains("$(", StringComparison.Ordinal)
                && earlier.Concat(later).Concat(byFamily).Concat(byReference).Any(other => text.Contains($"$({other})", StringComparison.Ordinal));

            if (isLater || refersToSpark || (variable.ValueFrom is not null && (earlier.Contains(name) || byFamily.Contains(name))))
                yield return LostValue.ForWebhook($"{path}.env[{name}]", $"the variable '{name}', or what it refers to,", role);
            else if (earlier.Contains(name) || byFamily.Contains(name))
                yield return LostValue.As(prefix + name, variable.Value ?? "");
        }
    }

    /// <summary>In the order in which the webhook adds them.</summary>
    private static IEnumerable<EnvVar> Wanted(SparkApplicationSpec spec, SparkPodSpec? pod) =>
    [
        .. (pod?.Env).OrEmpty(),
        .. spec.HadoopConfigMap is null ? [] : (EnvVar[])[new() { Name = EnvironmentVariables.HadoopConfDir, Value = MountedFiles.HadoopConfDir }],
        .. spec.SparkConfigMap is null ? [] : (EnvVar[])[new() { Name = EnvironmentVariables.SparkConfDir, Value = MountedFiles.SparkConfDir }],
    ];

    /// <summary>Names of the family with this prefix, by whatever member of the application they come.</summary>
    private static HashSet<string> FamilyNames(SparkApplicationSpec spec, SparkPodSpec? pod, string prefix) =>
    [
        .. (pod?.EnvVars).OrEmpty().Keys,
        .. spec.SparkConf.OrEmpty().Keys
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..]),
        .. (pod?.Secrets).OrEmpty().Select(secret => secret.SecretType switch
        {
            SecretTypes.GcpServiceAccount => EnvironmentVariables.GoogleApplicationCredentials,
            SecretTypes.HadoopDelegationToken => EnvironmentVariables.HadoopTokenFileLocation,
            _ => "",
        }),
    ];

    /// <param name="Path">Of the pod in the application.</param>
    /// <param name="Prefix">Of the settings that become variables.</param>
    /// <param name="Earlier">Set before that family, so that a setting of it beats them.</param>
    /// <param name="Later">Set after it.</param>
    private sealed record Names(string Path, string Prefix, HashSet<string> Earlier, HashSet<string> Later);
}
