using Cli.Cluster;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Live;

/// <summary>Waits for the end of an application.</summary>
internal static class Completion
{
    /// <returns>0 if it completed, else 1.</returns>
    public static async Task<int> WaitAsync(ClusterAccess cluster, string name, Shell shell, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var last = await cluster.GetApplicationAsync(name, cancellationToken);
        using var limit = new TimeLimit(timeout, shell.Clock, cancellationToken);
        try
        {
            await foreach (var sighting in ObjectFeed.FollowAsync(cluster, [Of(name)], shell.Clock, limit.Token))
            {
                last = ContractsJson.Deserialize<SparkApplication>(sighting.Object);
                if (sighting.IsGone)
                    throw new CliException($"SparkApplication '{name}' was deleted before it ended.");
                if (last.Status is { } status && status.State.IsTerminal())
                    return await ReportAsync(name, status, shell);
            }
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            throw limit.Exceeded(name, last);
        }

        throw new CliException($"the cluster ended the watch of SparkApplication '{name}'.");
    }

    public static Interest Of(string name) => new(SparkResources.Applications, FieldSelector: $"metadata.name={name}");

    private static async Task<int> ReportAsync(string name, SparkApplicationStatus status, Shell shell)
    {
        var error = status.Diagnosis?.Message ?? status.ErrorMessage;
        await shell.Out.WriteLineAsync($"sparkapplication.{SparkResources.Group}/{name} {status.State.ToText()}{(string.IsNullOrEmpty(error) ? "" : $": {error}")}");
        return status.State is ApplicationState.Completed ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
