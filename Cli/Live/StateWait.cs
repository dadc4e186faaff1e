using Cli.Cluster;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Live;

/// <summary>Waits until an application is as it should be.</summary>
internal static class StateWait
{
    /// <returns>The application as it was when <paramref name="isReached"/> first held.</returns>
    /// <exception cref="CliException">It was deleted before, or the time is over.</exception>
    public static async Task<SparkApplication> UntilAsync(
        ClusterAccess cluster, string name, Predicate<SparkApplication> isReached, Shell shell, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var last = await cluster.GetApplicationAsync(name, cancellationToken);
        using var limit = new TimeLimit(timeout, shell.Clock, cancellationToken);
        await using var progress = new ProgressLine(shell);
        try
        {
            await foreach (var sighting in ObjectFeed.FollowAsync(cluster, [Of(name)], shell.Clock, limit.Token))
            {
                last = ContractsJson.Deserialize<SparkApplication>(sighting.Object);
                if (sighting.IsGone)
                    throw new CliException($"SparkApplication '{name}' was deleted before it ended.");
                await progress.ShowAsync(last);
                if (isReached(last))
                    return last;
            }
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            throw limit.Exceeded(name, last);
        }

        throw new CliException($"the cluster ended the watch of SparkApplication '{name}'.");
    }

    public static Interest Of(string name) => new(SparkResources.Applications, FieldSelector: $"metadata.name={name}");
}
