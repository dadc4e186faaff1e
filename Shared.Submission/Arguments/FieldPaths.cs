using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Arguments;

/// <summary>Where an application says what a setting or an option of spark-submit says, so that errors speak of what its user wrote.</summary>
public static class FieldPaths
{
    private static readonly Dictionary<string, string> ByKey = new(StringComparer.Ordinal)
    {
        ["--deploy-mode"] = "spec.mode",
        ["--proxy-user"] = "spec.proxyUser",
        [SparkConfKeys.Namespace] = "metadata.namespace",
        [SparkConfKeys.ContainerImage] = "spec.image",
        [SparkConfKeys.ImagePullPolicy] = "spec.imagePullPolicy",
        [SparkConfKeys.ImagePullSecrets] = "spec.imagePullSecrets",
        [SparkConfKeys.MemoryOverheadFactor] = "spec.memoryOverheadFactor",
        [SparkConfKeys.Jars] = "spec.deps.jars",
        [SparkConfKeys.Files] = "spec.deps.files",
        [SparkConfKeys.Archives] = "spec.deps.archives",
        [SparkConfKeys.PyFiles] = "spec.deps.pyFiles",
        [SparkConfKeys.Packages] = "spec.deps.packages",
        [SparkConfKeys.ExcludedPackages] = "spec.deps.excludePackages",
        [SparkConfKeys.Repositories] = "spec.deps.repositories",
        [SparkConfKeys.DriverPodName] = "spec.driver.podName",
        [SparkConfKeys.DriverMaster] = "spec.driver.kubernetesMaster",
        [SparkConfKeys.DriverServiceAccountName] = "spec.driver.serviceAccount",
        [SparkConfKeys.DriverPodTemplateFile] = "spec.driver.template",
        [SparkConfKeys.ExecutorInstances] = "spec.executor.instances",
        [SparkConfKeys.ExecutorDeleteOnTermination] = "spec.executor.deleteOnTermination",
        [SparkConfKeys.ExecutorServiceAccountName] = "spec.executor.serviceAccount",
        [SparkConfKeys.ExecutorPodTemplateFile] = "spec.executor.template",
        [SparkConfKeys.DynamicAllocationInitialExecutors] = "spec.dynamicAllocation.initialExecutors",
        [SparkConfKeys.DynamicAllocationMinExecutors] = "spec.dynamicAllocation.minExecutors",
        [SparkConfKeys.DynamicAllocationMaxExecutors] = "spec.dynamicAllocation.maxExecutors",
        [SparkConfKeys.ShuffleTrackingTimeout] = "spec.dynamicAllocation.shuffleTrackingTimeout",
    };

    // What follows spark.ROLE. or spark.kubernetes.ROLE., and the member of spec.ROLE.
    private static readonly Dictionary<string, string> OfRole = new(StringComparer.Ordinal)
    {
        ["cores"] = "cores",
        ["memory"] = "memory",
        ["memoryOverhead"] = "memoryOverhead",
        ["extraJavaOptions"] = "javaOptions",
        ["container.image"] = "image",
        ["request.cores"] = "coreRequest",
        ["limit.cores"] = "coreLimit",
    };

    private static readonly (string Prefix, string Member)[] Families =
    [
        ("label.", "labels"), ("annotation.", "annotations"), ("service.label.", "serviceLabels"), ("service.annotation.", "serviceAnnotations"),
        ("secrets.", "secrets"), ("secretKeyRef.", "envSecretKeyRefs"),
    ];

    /// <param name="errors">With keys of Spark's as paths, where they come from its rules.</param>
    /// <param name="application">As its user wrote it.</param>
    public static IReadOnlyList<SubmissionError> Named(IReadOnlyList<SubmissionError> errors, SparkApplication application)
    {
        var settings = OperatorArguments.Of(application, "", SubmissionOptions.Default).Arguments?.Conf ?? [];
        return [.. errors.Select(error => error with { Path = PathOf(error.Path, application.Spec ?? new SparkApplicationSpec(), settings) })];
    }

    private static string PathOf(string key, SparkApplicationSpec spec, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        var field = Field(key, spec);
        if (Written(key, spec.SparkConf) is { } inConf && (field is null || !IsFromField(key, inConf, spec, settings)))
            return $"spec.sparkConf[{inConf}]";
        if (key.StartsWith(SparkConfKeys.HadoopPrefix, StringComparison.Ordinal) && spec.HadoopConf.OrEmpty().ContainsKey(key[SparkConfKeys.HadoopPrefix.Length..]))
            return $"spec.hadoopConf[{key[SparkConfKeys.HadoopPrefix.Length..]}]";
        return field ?? key;
    }

    // A key, or the first one of the family that an error is about as a whole.
    private static string? Written(string key, IReadOnlyDictionary<string, string>? conf) =>
        conf.OrEmpty().ContainsKey(key) ? key
        : IsVolume(key) ? conf.OrEmpty().Keys.Where(other => other.StartsWith(VolumeOf(key), StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault()
        : null;

    // The later pair counts, so a field beats sparkConf exactly when the operator gives its pair later.
    private static bool IsFromField(string key, string inConf, SparkApplicationSpec spec, IReadOnlyList<KeyValuePair<string, string>> settings) =>
        settings.LastOrDefault(setting => setting.Key == key).Value is { } value && value != spec.SparkConf![inConf];

    private static string? Field(string key, SparkApplicationSpec spec)
    {
        if (ByKey.TryGetValue(key, out var path))
            return path;
        if (key.StartsWith(SparkConfKeys.NodeSelectorPrefix, StringComparison.Ordinal))
            return $"spec.nodeSelector[{key[SparkConfKeys.NodeSelectorPrefix.Length..]}]";

        foreach (var (role, pod, env) in new (string, SparkPodSpec?, string)[] { (SparkRoles.Driver, spec.Driver, SparkConfKeys.DriverEnvPrefix), (SparkRoles.Executor, spec.Executor, SparkConfKeys.ExecutorEnvPrefix) })
        {
            if (key.StartsWith(env, StringComparison.Ordinal))
                return $"spec.{role}.envVars[{key[env.Length..]}]";
            if ((Rest(key, $"spark.kubernetes.{role}.") ?? Rest(key, $"spark.{role}.")) is not { } rest)
                continue;
            if (rest == "container.image" && pod?.Image is not { Length: > 0 })
                return "spec.image";
            if (OfRole.TryGetValue(rest, out var member))
                return $"spec.{role}.{member}";
            if (IsVolume(key))
                return $"spec.volumes[{key.Split('.').ElementAtOrDefault(5)}]";
            if (Array.Find(Families, entry => rest.StartsWith(entry.Prefix, StringComparison.Ordinal)) is { Prefix: { } prefix } family)
                return $"spec.{role}.{family.Member}[{rest[prefix.Length..]}]";
        }

        return null;
    }

    private static string? Rest(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : null;

    private static bool IsVolume(string key) => key.Split('.') is ["spark", "kubernetes", SparkRoles.Driver or SparkRoles.Executor, "volumes", _, _, ..];

    private static string VolumeOf(string key) => string.Join('.', key.Split('.').Take(6)) + ".";
}
