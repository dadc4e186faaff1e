using Cli.Cluster;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Live;

/// <summary>Waits for the end of an application.</summary>
internal static class Completion
{
    /// <returns>0 if it completed, else as <see cref="ExitCodeAsync"/> has it.</returns>
    public static async Task<int> WaitAsync(ClusterAccess cluster, string name, Shell shell, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var ended = await StateWait.UntilAsync(cluster, name, IsOver, shell, timeout, cancellationToken);
        await ReportAsync(name, ended.Status!, shell);
        return await ExitCodeAsync(cluster, ended, cancellationToken);
    }

    /// <summary>How an application that has ended ends us: 0 if it completed, else the exit code of its driver, or 1 when there is none to read.</summary>
    public static async Task<int> ExitCodeAsync(ClusterAccess cluster, SparkApplication ended, CancellationToken cancellationToken)
    {
        if (ended.Status?.State is ApplicationState.Completed)
            return ExitCodes.Ok;

        var driver = ended.Status?.DriverInfo?.PodName is { Length: > 0 } name ? await FindAsync(cluster, name, cancellationToken) : null;
        return driver?.Metadata?.Labels.OrEmpty().GetValueOrDefault(Labels.AppName) == ended.Metadata?.Name ? DriverExit.CodeOf(driver!) : ExitCodes.Failed;
    }

    // Who may not read pods learns less, and no more than that.
    private static async Task<Pod?> FindAsync(ClusterAccess cluster, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.FindAsync(KubernetesResources.Pods, name, cancellationToken) is { } pod ? ContractsJson.Deserialize<Pod>(pod) : null;
        }
        catch (ApiStatusException refusal) when (refusal.Code == 403)
        {
            return null;
        }
    }

    private static bool IsOver(SparkApplication application) => application.Status is { } status && status.State.IsTerminal();

    private static async Task ReportAsync(string name, SparkApplicationStatus status, Shell shell)
    {
        var error = status.Diagnosis?.Message ?? status.ErrorMessage;
        await shell.Out.WriteLineAsync($"sparkapplication.{SparkResources.Group}/{name} {shell.Colours.Paint(status.State.ToText())}{(string.IsNullOrEmpty(error) ? "" : $": {error.ReplaceLineEndings(" ")}")}");
    }
}
