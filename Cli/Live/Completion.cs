using Cli.Cluster;
using Shared.Contracts.SparkApplications;

namespace Cli.Live;

/// <summary>Waits for the end of an application.</summary>
internal static class Completion
{
    /// <returns>0 if it completed, else 1.</returns>
    public static async Task<int> WaitAsync(ClusterAccess cluster, string name, Shell shell, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var ended = await StateWait.UntilAsync(cluster, name, IsOver, shell, timeout, cancellationToken);
        return await ReportAsync(name, ended.Status!, shell);
    }

    private static bool IsOver(SparkApplication application) => application.Status is { } status && status.State.IsTerminal();

    private static async Task<int> ReportAsync(string name, SparkApplicationStatus status, Shell shell)
    {
        var error = status.Diagnosis?.Message ?? status.ErrorMessage;
        await shell.Out.WriteLineAsync($"sparkapplication.{SparkResources.Group}/{name} {status.State.ToText()}{(string.IsNullOrEmpty(error) ? "" : $": {error}")}");
        return status.State is ApplicationState.Completed ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
