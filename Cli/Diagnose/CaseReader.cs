using Cli.Cluster;
using Cli.Output;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Diagnose;

/// <summary>Reads a <see cref="Case"/> with the user's own rights; what is forbidden becomes a gap.</summary>
internal static class CaseReader
{
    private const int LogLines = 200;

    public static async Task<Case> ReadAsync(ClusterAccess cluster, string name, CancellationToken cancellationToken)
    {
        var json = await cluster.GetApplicationJsonAsync(name, cancellationToken);
        var application = ContractsJson.Deserialize<SparkApplication>(json);
        var gaps = new List<string>();
        var pods = await OrGapAsync("pods", gaps, async () => await cluster.ListPodsAsync(name, cancellationToken)) ?? [];
        var events = await OrGapAsync("events", gaps, async () => await EventsAsync(cluster, application, pods, cancellationToken)) ?? [];
        var log = await OrGapAsync("the driver's log", gaps, () => DriverLogAsync(cluster, pods, cancellationToken));
        var missing = await MissingAsync(cluster, application.Spec ?? new SparkApplicationSpec(), gaps, cancellationToken);
        return new Case(application, json, pods, events, log, missing, gaps);
    }

    private static async Task<IReadOnlyList<Event>> EventsAsync(
        ClusterAccess cluster, SparkApplication application, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        var uids = pods.Select(pod => pod.Metadata?.Uid).Append(application.Metadata?.Uid).Where(uid => uid is not null).ToHashSet();
        var items = await cluster.ListAsync(KubernetesResources.Events, cluster.Namespace, new ListOptions(), cancellationToken);
        return [.. items.Select(ContractsJson.Deserialize<Event>)
            .Where(item => uids.Contains(item.InvolvedObject?.Uid) || item.InvolvedObject is { Kind: SparkApplication.KindName, Uid: null or "" } about && about.Name == application.Metadata?.Name)
            .OrderBy(EventText.Time)];
    }

    private static async Task<IReadOnlyList<string>?> DriverLogAsync(ClusterAccess cluster, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        var driver = pods.Where(pod => PodText.Role(pod) == SparkRoles.Driver).MaxBy(pod => pod.Metadata?.CreationTimestamp);
        if (driver is null || driver.Status?.Phase is "Pending")
            return null;

        var lines = new List<string>();
        await foreach (var line in Logs.ContainerLog.LastLinesAsync(cluster, driver, LogLines, cancellationToken))
            lines.Add(line);
        return lines;
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(
        ClusterAccess cluster, SparkApplicationSpec spec, List<string> gaps, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var (resource, name) in References.Of(spec))
        {
            var isThere = await OrGapAsync<object>($"{resource.Kind} '{name}'", gaps,
                async () => await cluster.FindAsync(resource, name, cancellationToken) is { } found ? found : Absent);
            if (isThere == Absent)
                missing.Add($"{resource.Kind} '{name}'");
        }

        return missing;
    }

    private static readonly object Absent = new();

    private static async Task<T?> OrGapAsync<T>(string what, List<string> gaps, Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (ApiStatusException refusal) when (refusal.Code is 400 or 403 or 404)
        {
            gaps.Add($"{what} could not be read: {refusal.Status.Message ?? refusal.Message}");
            return null;
        }
    }
}
