using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Rendering;

/// <summary>What Spark's own executor steps take away from a template, and the way around it for this application.</summary>
/// <param name="Settings">Values that travel as settings instead.</param>
/// <param name="NeedsPodWebhook">Values that only the pod webhook can put back, one sentence each.</param>
internal sealed record TemplateSurvival(ImmutableArray<KeyValuePair<string, string>> Settings, ImmutableArray<string> NeedsPodWebhook)
{
    // Measured with all recorded releases; docs/spark-versions.md is the same table for people.
    private static readonly ImmutableArray<TemplateLoss> Losses =
    [
        new("memory limit", (spec, _) =>
            spec.Executor?.MemoryLimit is { Length: > 0 } ? [Lost("spec.executor.memoryLimit", "the memory limit")] : []),
        new("lifecycle under decommissioning", (spec, _) =>
            spec.Executor?.Lifecycle is not null && Conf(spec, "spark.decommission.enabled") is "true" ? [Lost("spec.executor.lifecycle", "the lifecycle")] : []),
        new("grace period", (spec, release) =>
            spec.Executor?.TerminationGracePeriodSeconds is { } seconds && release.Has(SparkFeatures.ExecutorGracePeriod)
                ? [As("spark.kubernetes.executor.terminationGracePeriodSeconds", $"{seconds}s")] : []),
        new("privilege escalation", (spec, release) =>
            spec.Executor?.SecurityContext?.AllowPrivilegeEscalation is true && release.Has(SparkFeatures.PrivilegeEscalation)
                ? [As("spark.kubernetes.executor.securityContext.allowPrivilegeEscalation", "true")] : []),
        new("scheduler against a setting", (spec, _) =>
            Scheduler(spec) is { } name && (Conf(spec, SparkConfKeys.SchedulerName) ?? Conf(spec, SparkConfKeys.ExecutorSchedulerName)) is not null
                ? [As(SparkConfKeys.ExecutorSchedulerName, name)] : []),
        new("node selector against a setting", (spec, _) =>
            from entry in (spec.Executor?.NodeSelector).OrEmpty()
            where spec.NodeSelector.OrEmpty().ContainsKey(entry.Key)
                || (Conf(spec, SparkConfKeys.NodeSelectorPrefix + entry.Key) ?? Conf(spec, SparkConfKeys.ExecutorNodeSelectorPrefix + entry.Key)) is not null
            select As(SparkConfKeys.ExecutorNodeSelectorPrefix + entry.Key, entry.Value)),
        new("environment that Spark sets later", (spec, _) => EnvironmentLoss.Of(spec)),
    ];

    public static TemplateSurvival Of(SparkApplication application, SparkRelease release)
    {
        var spec = application.Spec ?? new SparkApplicationSpec();
        var routes = Losses.SelectMany(loss => loss.Routes(spec, release)).ToList();

        return new TemplateSurvival(
            [.. routes.Select(route => route.Setting).OfType<KeyValuePair<string, string>>()],
            [.. routes.Select(route => route.NeedsPodWebhook).OfType<string>()]);
    }

    internal static LossRoute As(string key, string value) => new(new(key, value), null);

    internal static LossRoute Lost(string path, string what) =>
        new(null, $"{path}: Spark overwrites {what} of its executors; only the pod webhook can set it.");

    internal static string? Conf(SparkApplicationSpec spec, string key) => spec.SparkConf.OrEmpty().GetValueOrDefault(key);

    private static string? Scheduler(SparkApplicationSpec spec) =>
        (spec.BatchScheduler ?? spec.Executor?.SchedulerName) is { Length: > 0 } name ? name : null;
}

/// <summary>One value that does not survive.</summary>
/// <param name="Name">For people.</param>
/// <param name="Routes">What to do about it for an application; empty when it is not concerned.</param>
internal sealed record TemplateLoss(string Name, Func<SparkApplicationSpec, SparkRelease, IEnumerable<LossRoute>> Routes);

/// <summary>Exactly one is given: the setting that does the same, or why only the webhook can.</summary>
internal readonly record struct LossRoute(KeyValuePair<string, string>? Setting, string? NeedsPodWebhook);
