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
    // Before spark.executorEnv.*, so that a setting of that family beats them.
    private static readonly HashSet<string> Earlier = new(StringComparer.Ordinal)
    {
        "SPARK_USER", "SPARK_DRIVER_URL", "SPARK_EXECUTOR_CORES", "SPARK_EXECUTOR_MEMORY", "SPARK_APPLICATION_ID", "SPARK_CONF_DIR", "SPARK_EXECUTOR_ID",
        "SPARK_RESOURCE_PROFILE_ID", "SPARK_DRIVER_POD_IP",
    };

    private static readonly HashSet<string> Later = new(StringComparer.Ordinal)
    {
        "SPARK_CLASSPATH", "SPARK_EXECUTOR_LIBRARY_PATH", "SPARK_EXECUTOR_POD_IP", "SPARK_EXECUTOR_POD_NAME", "SPARK_LOCAL_DIRS",
    };

    public static IEnumerable<LostValue> Of(SparkApplicationSpec spec)
    {
        var byFamily = FamilyNames(spec);
        var byReference = (spec.Executor?.EnvSecretKeyRefs).OrEmpty().Keys.ToHashSet(StringComparer.Ordinal);

        foreach (var variable in Wanted(spec).GroupBy(variable => variable.Name ?? "").Select(group => group.Last()))
        {
            var name = variable.Name ?? "";
            var isLater = Later.Contains(name) || byReference.Contains(name) || name.StartsWith("SPARK_JAVA_OPT_", StringComparison.Ordinal);
            var refersToSpark = variable.Value is { } text && text.Contains("$(", StringComparison.Ordinal)
                && Earlier.Concat(Later).Concat(byFamily).Concat(byReference).Any(other => text.Contains($"$({other})", StringComparison.Ordinal));

            if (isLater || refersToSpark || (variable.ValueFrom is not null && (Earlier.Contains(name) || byFamily.Contains(name))))
                yield return LostValue.ForWebhook($"spec.executor.env[{name}]", $"the variable '{name}', or what it refers to,");
            else if (Earlier.Contains(name) || byFamily.Contains(name))
                yield return LostValue.As(SparkConfKeys.ExecutorEnvPrefix + name, variable.Value ?? "");
        }
    }

    /// <summary>In the order in which the webhook adds them.</summary>
    private static IEnumerable<EnvVar> Wanted(SparkApplicationSpec spec) =>
    [
        .. (spec.Executor?.Env).OrEmpty(),
        .. spec.HadoopConfigMap is null ? [] : (EnvVar[])[new() { Name = EnvironmentVariables.HadoopConfDir, Value = MountedFiles.HadoopConfDir }],
        .. spec.SparkConfigMap is null ? [] : (EnvVar[])[new() { Name = EnvironmentVariables.SparkConfDir, Value = MountedFiles.SparkConfDir }],
    ];

    /// <summary>Names of the family <c>spark.executorEnv.*</c>, by whatever member of the application they come.</summary>
    private static HashSet<string> FamilyNames(SparkApplicationSpec spec) =>
    [
        .. (spec.Executor?.EnvVars).OrEmpty().Keys,
        .. spec.SparkConf.OrEmpty().Keys
            .Where(key => key.StartsWith(SparkConfKeys.ExecutorEnvPrefix, StringComparison.Ordinal))
            .Select(key => key[SparkConfKeys.ExecutorEnvPrefix.Length..]),
        .. (spec.Executor?.Secrets).OrEmpty().Select(secret => secret.SecretType switch
        {
            SecretTypes.GcpServiceAccount => EnvironmentVariables.GoogleApplicationCredentials,
            SecretTypes.HadoopDelegationToken => EnvironmentVariables.HadoopTokenFileLocation,
            _ => "",
        }),
    ];
}
