using Shared.Hosting;
using Shared.Hosting.Options;
using Shared.Submission;
using Shared.Submission.Gangs;

namespace Controller.Hosting;

/// <summary>The options about schedulers that place the pods of an application together.</summary>
internal static class SchedulingOptions
{
    /// <exception cref="UsageException">The default names no scheduler.</exception>
    public static SubmissionOptions AddTo(SubmissionOptions options, OptionValues values)
    {
        var scheduling = options with
        {
            BatchSchedulers = values.Switch(ControllerCommand.BatchScheduler),
            KubeSchedulerNames = values.List(ControllerCommand.KubeSchedulerNames),
            DefaultBatchScheduler = values.Text(ControllerCommand.DefaultBatchScheduler),
        };
        return scheduling is { BatchSchedulers: true, DefaultBatchScheduler: { } name } && GangSchedulers.Find(name, scheduling) is null
            ? throw new UsageException(
                $"--{ControllerCommand.DefaultBatchScheduler}: '{name}' is not known; use {string.Join(", ", GangSchedulers.Known(scheduling))}, or name it in --{ControllerCommand.KubeSchedulerNames}.")
            : scheduling;
    }
}
