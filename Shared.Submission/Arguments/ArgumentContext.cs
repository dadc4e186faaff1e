using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;

namespace Shared.Submission.Arguments;

/// <summary>What every concern may read.</summary>
internal sealed record ArgumentContext(SparkApplication Application, string SubmissionId, SubmissionOptions Options, ErrorList Errors)
{
    public SparkApplicationSpec Spec => Application.Spec ?? new SparkApplicationSpec();

    public ObjectMeta Metadata => Application.Metadata ?? new ObjectMeta();

    public Role Driver => new(SparkRoles.Driver, Spec.Driver ?? new DriverSpec(), SparkConfKeys.DriverEnvPrefix);

    public Role Executor => new(SparkRoles.Executor, Spec.Executor ?? new ExecutorSpec(), SparkConfKeys.ExecutorEnvPrefix);

    public string DriverPodName => Spec.Driver?.PodName is { Length: > 0 } podName ? podName
        : Spec.SparkConf?.GetValueOrDefault(SparkConfKeys.DriverPodName) is { Length: > 0 } byConf ? byConf
        : ResourceNames.Driver(Metadata.Name ?? "");
}

/// <summary>Driver or executor, and how Spark calls it in keys.</summary>
internal sealed record Role(string Name, SparkPodSpec Spec, string EnvPrefix)
{
    /// <summary>A key under <c>spark.kubernetes.{role}.</c>.</summary>
    public string Kubernetes(string key) => $"spark.kubernetes.{Name}.{key}";

    /// <summary>A key under <c>spark.{role}.</c>.</summary>
    public string Spark(string key) => $"spark.{Name}.{key}";
}

/// <summary>Shorthand for settings.</summary>
internal static class Pairs
{
    public static IEnumerable<KeyValuePair<string, string>> Of(string key, string? value) =>
        string.IsNullOrEmpty(value) ? [] : [new(key, value)];

    /// <summary>Given means given: an empty text is passed on.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Given(string key, string? value) =>
        value is null ? [] : [new(key, value)];

    public static IEnumerable<KeyValuePair<string, string>> Of(string key, long? value) =>
        value is { } number ? [new(key, number.ToString(CultureInfo.InvariantCulture))] : [];

    public static IEnumerable<KeyValuePair<string, string>> Of(string key, bool? value) =>
        value is { } flag ? [new(key, flag ? "true" : "false")] : [];

    /// <summary>A map has no order of its own; sorted, it gives the same bytes every time.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Map(string prefix, IReadOnlyDictionary<string, string>? map) =>
        map.OrEmpty().OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(prefix + entry.Key, entry.Value));
}
