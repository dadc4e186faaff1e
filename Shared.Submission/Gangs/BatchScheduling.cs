using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;
using Shared.Submission.Preparation;

namespace Shared.Submission.Gangs;

/// <summary>Marks the pods for their gang scheduler. Source: <c>controller.md</c> 2.7.</summary>
internal static class BatchScheduling
{
    public static SparkApplication Apply(SparkApplication application, SubmissionOptions options, ErrorList errors)
    {
        if (GangSchedulers.NameFor(application.Spec, options) is not { } name)
            return application;

        switch (GangSchedulers.Find(name, options))
        {
            case GangScheduler.Volcano:
                return VolcanoMark.Apply(application);
            case GangScheduler.YuniKorn:
                return YuniKornGroups.Apply(application, errors);
            case GangScheduler.SchedulerPlugins:
                return WithGroupLabel(application);
            default:
                errors.Add("spec.batchScheduler", $"'{name}' is not known; use {string.Join(", ", GangSchedulers.Known(options))}, or have the operator started with it in --kube-scheduler-names.");
                return application;
        }
    }

    /// <summary>The pods ask for the operator's default scheduler, too: its name is not in the application, from which they are completed.</summary>
    public static SparkApplication WithScheduler(SparkApplication application, SubmissionOptions options) =>
        application.Spec is { BatchScheduler: null or "" } spec && GangSchedulers.NameFor(spec, options) is { } common
            ? application with { Spec = spec with { BatchScheduler = common } }
            : application;

    // A label of the application becomes one of both pods.
    private static SparkApplication WithGroupLabel(SparkApplication application)
    {
        var metadata = application.Metadata ?? new ObjectMeta();
        return application with
        {
            Metadata = metadata with
            {
                Labels = (metadata.Labels ?? ImmutableSortedDictionary<string, string>.Empty)
                    .Plus((Labels.SchedulerPluginsPodGroup, ResourceNames.SchedulerPluginsPodGroup(metadata.Name ?? ""))),
            },
        };
    }
}
