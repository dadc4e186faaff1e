using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Rendering;

/// <summary>What Spark's own executor steps take away from a template, and the way around it for this application.</summary>
/// <param name="Settings">Values that travel as settings instead.</param>
/// <param name="NeedsPodWebhook">Values that only the pod webhook can put back, one sentence each.</param>
internal sealed record TemplateSurvival(ImmutableArray<KeyValuePair<string, string>> Settings, ImmutableArray<string> NeedsPodWebhook)
{
    private static readonly ImmutableArray<TemplateLoss> Losses =
    [
        new("memory limit", "spec.executor.memoryLimit", spec => spec.Executor?.MemoryLimit is { Length: > 0 }, null),
        new("lifecycle", "spec.executor.lifecycle",
            spec => spec.Executor?.Lifecycle is not null && spec.SparkConf.OrEmpty().GetValueOrDefault("spark.decommission.enabled") is "true", null),
        new("grace period", "spec.executor.terminationGracePeriodSeconds",
            spec => spec.Executor?.TerminationGracePeriodSeconds is not null,
            spec => Setting(spec, "spark.kubernetes.executor.terminationGracePeriodSeconds", $"{spec.Executor!.TerminationGracePeriodSeconds}s"),
            SparkFeatures.ExecutorGracePeriod),
        new("privilege escalation", "spec.executor.securityContext.allowPrivilegeEscalation",
            spec => spec.Executor?.SecurityContext?.AllowPrivilegeEscalation is true,
            spec => Setting(spec, "spark.kubernetes.executor.securityContext.allowPrivilegeEscalation", "true"),
            SparkFeatures.PrivilegeEscalation),
        new("scheduler", "spec.executor.schedulerName",
            spec => Scheduler(spec) is not null && spec.SparkConf.OrEmpty().ContainsKey("spark.kubernetes.scheduler.name"),
            spec => new("spark.kubernetes.executor.scheduler.name", Scheduler(spec)!)),
    ];

    public static TemplateSurvival Of(SparkApplication application, SparkRelease release)
    {
        var spec = application.Spec ?? new SparkApplicationSpec();
        var lost = Losses.Where(loss => (loss.Only is null || release.Has(loss.Only)) && loss.IsWanted(spec)).ToList();

        return new TemplateSurvival(
            [.. lost.Select(loss => loss.AsSetting?.Invoke(spec)).OfType<KeyValuePair<string, string>>()],
            [.. lost.Where(loss => loss.AsSetting is null).Select(loss => $"{loss.Path}: Spark overwrites the {loss.Name} of its executors; only the pod webhook can set it.")]);
    }

    private static string? Scheduler(SparkApplicationSpec spec) =>
        spec.BatchScheduler is { Length: > 0 } batch ? batch : spec.Executor?.SchedulerName is { Length: > 0 } own ? own : null;

    // What the user said in Spark's own words stays.
    private static KeyValuePair<string, string>? Setting(SparkApplicationSpec spec, string key, string value) =>
        spec.SparkConf.OrEmpty().ContainsKey(key) ? null : new(key, value);
}

/// <summary>One value that does not survive. Measured with all recorded releases.</summary>
/// <param name="Name">For people.</param>
/// <param name="Path">Where the user wrote it.</param>
/// <param name="IsWanted">Whether the application has it.</param>
/// <param name="AsSetting">The setting that does the same; null when only the webhook can.</param>
/// <param name="Only">The releases that take it away; null means all.</param>
internal sealed record TemplateLoss(
    string Name, string Path, Func<SparkApplicationSpec, bool> IsWanted,
    Func<SparkApplicationSpec, KeyValuePair<string, string>?>? AsSetting, SparkFeature? Only = null);
