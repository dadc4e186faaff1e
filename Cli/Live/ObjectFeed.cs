using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Cli.Cluster;
using Cli.Output;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Cli.Live;

/// <summary>An object as it is now, or as it was when it went away.</summary>
internal sealed record Sighting(KubernetesResource Resource, JsonObject Object, bool IsGone);

/// <summary>Which objects to see.</summary>
/// <param name="Everywhere">Of all namespaces instead of the cluster's own.</param>
internal sealed record Interest(KubernetesResource Resource, string? LabelSelector = null, string? FieldSelector = null, bool Everywhere = false)
{
    public string? Within(ClusterAccess cluster) => Everywhere ? null : cluster.Namespace;
}

/// <summary>Lists and then watches several kinds at once; whoever reads sees each present object first and then every change.</summary>
internal static class ObjectFeed
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Goes on until cancelled. A cut watch is taken up again; then objects are seen again that did not change.</summary>
    public static async IAsyncEnumerable<Sighting> FollowAsync(
        ClusterAccess cluster, IReadOnlyList<Interest> interests, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sightings = Channel.CreateUnbounded<Sighting>();
        var pumps = interests.Select(interest => PumpAsync(cluster, interest, sightings.Writer, clock, stopping.Token)).ToList();
        try
        {
            await foreach (var sighting in sightings.Reader.ReadAllAsync(cancellationToken))
                yield return sighting;
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(pumps).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task PumpAsync(
        ClusterAccess cluster, Interest interest, ChannelWriter<Sighting> sightings, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await OnceAsync(cluster, interest, sightings, cancellationToken);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            // The reader hears of it; without it, it would wait for ever.
            sightings.TryComplete(exception);
        }
    }

    private static async Task OnceAsync(ClusterAccess cluster, Interest interest, ChannelWriter<Sighting> sightings, CancellationToken cancellationToken)
    {
        try
        {
            var list = await ListAsync(cluster, interest, cancellationToken);
            foreach (var item in InOrder(interest.Resource, list["items"]?.AsArray().Select(item => item!.AsObject()) ?? []))
                sightings.TryWrite(new Sighting(interest.Resource, item, IsGone: false));

            var options = new WatchOptions
            {
                LabelSelector = interest.LabelSelector,
                FieldSelector = interest.FieldSelector,
                ResourceVersion = list["metadata"]?["resourceVersion"]?.GetValue<string>(),
            };
            await foreach (var line in cluster.Api.WatchLinesAsync(ApiRequests.Watch(interest.Resource, interest.Within(cluster), options), cancellationToken))
            {
                if (JsonNode.Parse(line.Span) is not JsonObject change || change["type"]?.GetValue<string>() is "ERROR")
                    return;
                if (change["type"]?.GetValue<string>() is not "BOOKMARK")
                    sightings.TryWrite(new Sighting(interest.Resource, change["object"]!.AsObject(), change["type"]?.GetValue<string>() is "DELETED"));
            }
        }
        catch (ApiTransportException fault) when (fault.Fault is TransportFault.Broken or TransportFault.Timeout)
        {
            // Taken up again by the caller.
        }
    }

    // Servers list by name, which says nothing of when something happened.
    private static IEnumerable<JsonObject> InOrder(KubernetesResource resource, IEnumerable<JsonObject> items) =>
        resource == KubernetesResources.Events ? items.OrderBy(item => EventText.Time(ContractsJson.Deserialize<Event>(item))) : items;

    private static async Task<JsonObject> ListAsync(ClusterAccess cluster, Interest interest, CancellationToken cancellationToken)
    {
        var options = new ListOptions { LabelSelector = interest.LabelSelector, FieldSelector = interest.FieldSelector };
        var response = await cluster.Api.SendAsync(ApiRequests.List(interest.Resource, interest.Within(cluster), options), cancellationToken);
        return JsonNode.Parse(response.Body.Span)!.AsObject();
    }
}
