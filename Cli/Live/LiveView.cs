using System.Globalization;
using Cli.Cluster;
using Kubernetes.Client.Requests;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Live;

/// <summary>Prints what happens to an application, line by line, until its end.</summary>
internal static class LiveView
{
    // Events are written after the status that they tell of.
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(700);

    /// <returns>0 if it completed, else as <see cref="Completion.ExitCodeAsync"/> has it.</returns>
    public static async Task<int> ShowAsync(ClusterAccess cluster, string name, Shell shell, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var first = new Sighting(SparkResources.Applications, await cluster.GetApplicationJsonAsync(name, cancellationToken), IsGone: false);
        var application = ContractsJson.Deserialize<SparkApplication>(first.Object);
        var (started, lines) = (shell.Clock.GetTimestamp(), new LiveLines(shell.Colours, application.Metadata?.Uid));
        await PrintAsync(first);
        Interest[] interests =
        [
            StateWait.Of(name),
            new(KubernetesResources.Pods, LabelSelector: ClusterAccess.PodSelector(name)),
            new(KubernetesResources.Events, FieldSelector: ClusterAccess.EventSelector(name)),
        ];
        using var limit = new TimeLimit(timeout, shell.Clock, cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        using var lastWords = new CancellationTokenSource(Timeout.InfiniteTimeSpan, shell.Clock);
        using var end = lastWords.Token.Register(ending.Cancel);
        try
        {
            await foreach (var sighting in ObjectFeed.FollowAsync(cluster, interests, shell.Clock, ending.Token))
            {
                await PrintAsync(sighting);
                if (sighting.Resource != SparkResources.Applications)
                    continue;
                application = ContractsJson.Deserialize<SparkApplication>(sighting.Object);
                if (sighting.IsGone)
                    throw new CliException($"SparkApplication '{name}' was deleted before it ended.");
                if (application.Status?.State.IsTerminal() == true)
                    lastWords.CancelAfter(LastWords);
            }
        }
        catch (OperationCanceledException) when (lastWords.IsCancellationRequested)
        {
            return await Completion.ExitCodeAsync(cluster, application, cancellationToken);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            throw limit.Exceeded(name, application);
        }

        throw new CliException($"the cluster ended the watch of SparkApplication '{name}'.");

        async Task PrintAsync(Sighting sighting)
        {
            if (lines.Next(sighting) is { } line)
                await shell.Out.WriteLineAsync($"{Elapsed(shell.Clock.GetElapsedTime(started))}  {line}");
        }
    }

    private static string Elapsed(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds,6:0.0}s");
}
