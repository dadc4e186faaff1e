using Controller.Pods;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Tracking;

/// <summary>What is said about executors that changed at the same time and in the same way.</summary>
internal static class ExecutorEvents
{
    private const int Named = 5;

    public static Effect Of(string state, IReadOnlyList<PodRecord> executors) => state switch
    {
        ExecutorStates.Pending => new Effect.Announce(EventReasons.ExecutorPending, $"{Names(executors)} pending."),
        ExecutorStates.Running => new Effect.Announce(EventReasons.ExecutorRunning, $"{Names(executors)} running."),
        ExecutorStates.Completed => new Effect.Announce(EventReasons.ExecutorCompleted, $"{Names(executors)} completed."),
        ExecutorStates.Failed => new Effect.Announce(EventReasons.ExecutorFailed, $"{Names(executors)} failed: {Cause(executors[0])}", IsWarning: true),
        _ => new Effect.Announce(EventReasons.ExecutorUnknown, $"{Names(executors)} in an unknown state.", IsWarning: true),
    };

    private static string Names(IReadOnlyList<PodRecord> executors) => executors.Count switch
    {
        1 => $"Executor {executors[0].Name} is",
        <= Named => $"Executors {string.Join(", ", executors.Select(pod => pod.Name))} are",
        _ => $"{executors.Count} executors ({string.Join(", ", executors.Take(Named).Select(pod => pod.Name))}, ...) are",
    };

    private static string Cause(PodRecord executor)
    {
        var exit = executor.Spark is { Phase: ContainerPhase.Terminated } ended
            ? $"exit code {ended.ExitCode}, reason {ended.Reason ?? "none given"}"
            : "exit code -1, reason Unknown (Container not Found)";
        return string.IsNullOrEmpty(executor.Message) ? $"{exit}." : $"{exit}, {executor.Message}";
    }
}
