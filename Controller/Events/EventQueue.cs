using System.Threading.Channels;
using Controller.Objects;
using Controller.SparkApplications;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Controller.Events;

/// <summary>Writes events one after another, behind everything else. When too many wait, the newest are dropped and counted.</summary>
public sealed class EventQueue(IKubernetesApi api, string instance, ControllerMetrics metrics, TimeProvider clock, ILogger<EventQueue> logger) : IAnnouncer
{
    private const int Waiting = 1000;
    private const int Remembered = 4096;

    private static readonly KubernetesResource Resource = new("events.k8s.io", "v1", "events", "Event");

    private readonly Channel<(ObjectRecord About, Effect.Announce Said, DateTimeOffset At)> _queue =
        Channel.CreateBounded<(ObjectRecord, Effect.Announce, DateTimeOffset)>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    private readonly HashSet<string> _denied = new(StringComparer.Ordinal);

    public void Announce(ObjectRecord about, Effect.Announce announcement)
    {
        if (!_queue.Writer.TryWrite((about, announcement, clock.GetUtcNow())))
            Drop(about, announcement, "too many wait");
    }

    /// <summary>What waits is still written; nothing more is taken.</summary>
    public void Complete() => _ = _queue.Writer.TryComplete();

    /// <summary>Until completed and empty, or cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var (about, said, at) in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await WriteAsync(about, said, at, cancellationToken);
            }
            catch (ApiException error)
            {
                Drop(about, said, error.Message);
                // Once: all further ones of the namespace will end the same way.
                if (error is ApiStatusException { Code: 403 } denied && _denied.Add(about.Namespace))
                    Log.EventsDenied(logger, about.Namespace, denied.Status.Message ?? "forbidden");
            }
        }
    }

    private async Task WriteAsync(ObjectRecord about, Effect.Announce said, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var name = EventBody.NameOf(about, said);
        var count = Count(name);
        if (count == 1)
        {
            try
            {
                _ = await api.SendAsync(ApiRequests.Create(Resource, about.Namespace, EventBody.Create(name, about, said, instance, at)), cancellationToken);
                return;
            }
            catch (ApiStatusException error) when (error.IsAlreadyExists)
            {
                // Said before our time, by an earlier process.
                count = Count(name);
            }
        }

        var repeated = ApiRequests.Patch(Resource, about.Namespace, name, PatchKind.Merge, EventBody.Repeated(count, at));
        try
        {
            _ = await api.SendAsync(repeated, cancellationToken);
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            // Events live for an hour; this one is told anew.
            _ = await api.SendAsync(ApiRequests.Create(Resource, about.Namespace, EventBody.Create(name, about, said, instance, at)), cancellationToken);
            _counts[name] = 1;
        }
    }

    private int Count(string name)
    {
        if (_counts.Count >= Remembered && !_counts.ContainsKey(name))
            _counts.Clear();
        return _counts[name] = _counts.GetValueOrDefault(name) + 1;
    }

    private void Drop(ObjectRecord about, Effect.Announce said, string why)
    {
        metrics.EventDropped();
        Log.EventDropped(logger, said.Reason, about.Namespace, about.Name, why);
    }
}
