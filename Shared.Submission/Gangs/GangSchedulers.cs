using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Gangs;

/// <summary>The kinds of schedulers that place the pods of an application together.</summary>
public enum GangScheduler
{
    /// <summary>A PodGroup of its own, named by an annotation.</summary>
    Volcano,

    /// <summary>Annotations alone.</summary>
    YuniKorn,

    /// <summary>The kube-scheduler with the scheduler plugins: a PodGroup, named by a label.</summary>
    SchedulerPlugins,
}

/// <summary>Which of them an application uses. Source: <c>controller.md</c> 2.7.</summary>
public static class GangSchedulers
{
    /// <summary>All names that may be used.</summary>
    public static IEnumerable<string> Known(SubmissionOptions options) => [BatchSchedulers.Volcano, BatchSchedulers.YuniKorn, .. options.KubeSchedulerNames];

    /// <summary>Null when nobody knows the name. A name given to a kube-scheduler wins over what we know by that name.</summary>
    public static GangScheduler? Find(string name, SubmissionOptions options) => options.KubeSchedulerNames.Contains(name) ? GangScheduler.SchedulerPlugins : name switch
    {
        BatchSchedulers.Volcano => GangScheduler.Volcano,
        BatchSchedulers.YuniKorn => GangScheduler.YuniKorn,
        _ => null,
    };

    /// <summary>The application's own, else the operator's default; null when there is none, or when none counts.</summary>
    public static string? NameFor(SparkApplicationSpec? spec, SubmissionOptions options) =>
        (options.BatchSchedulers, spec?.BatchScheduler, options.DefaultBatchScheduler) switch
        {
            (false, _, _) => null,
            (_, { Length: > 0 } own, _) => own,
            (_, _, { Length: > 0 } common) => common,
            _ => null,
        };

    /// <summary>Null also when the name is not known.</summary>
    public static GangScheduler? For(SparkApplicationSpec? spec, SubmissionOptions options) =>
        NameFor(spec, options) is { } name ? Find(name, options) : null;
}
