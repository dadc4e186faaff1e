using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;

namespace Shared.Submission.Preparation;

/// <summary>Marks the pods for their gang scheduler. Source: <c>controller.md</c> 2.7.</summary>
internal static class BatchScheduling
{
    public static SparkApplication Apply(SparkApplication application, SubmissionOptions options, ErrorList errors)
    {
        var name = application.Spec?.BatchScheduler is { Length: > 0 } own ? own : options.DefaultBatchScheduler;
        if (!options.BatchSchedulers || string.IsNullOrEmpty(name))
            return application;

        if (options.KubeSchedulerNames.Contains(name))
        {
            return application with
            {
                Metadata = (application.Metadata ?? new ObjectMeta()) with
                {
                    Labels = application.Metadata?.Labels.Plus((Labels.SchedulerPluginsPodGroup, ResourceNames.SchedulerPluginsPodGroup(application.Metadata.Name ?? "")))
                        ?? new Dictionary<string, string> { [Labels.SchedulerPluginsPodGroup] = ResourceNames.SchedulerPluginsPodGroup(application.Metadata?.Name ?? "") },
                },
            };
        }

        switch (name)
        {
            case "volcano":
                return Volcano(application);
            case "yunikorn":
                return YuniKornGroups.Apply(application, errors);
            default:
                errors.Add("spec.batchScheduler", $"'{name}' is not known; use volcano, yunikorn or one of the operator's kube-scheduler names.");
                return application;
        }
    }

    private static SparkApplication Volcano(SparkApplication application)
    {
        var group = (Annotations.VolcanoGroupName, ResourceNames.VolcanoPodGroup(application.Metadata?.Name ?? ""));
        var marked = application.Spec?.Driver?.Annotations?.ContainsKey(Annotations.VolcanoGroupName) is true;

        return marked || application.Spec?.Mode is not (null or "" or "cluster")
            ? application
            : application
                .WithDriver(driver => driver with { Annotations = driver.Annotations.Plus(group) })
                .WithExecutor(executor => executor with { Annotations = executor.Annotations.Plus(group) });
    }
}
