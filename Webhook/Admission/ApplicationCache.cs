using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Webhook.Admission;

/// <summary>
/// The applications that pods ask for. Kept as compact JSON without status and bookkeeping, and decoded for each pod: thousands of finished
/// applications cost what their text costs.
/// </summary>
internal sealed class ApplicationCache(IKubernetesApi api, IReadOnlyList<string> namespaces, WebhookMetrics metrics, ILogger logger, TimeProvider clock)
{
    public static readonly KubernetesResource Resource = new("sparkoperator.k8s.io", "v1beta2", "sparkapplications", SparkApplication.KindName);

    /// <summary>The API server waits ten seconds for us; a lookup must leave it time to hear why there is no answer.</summary>
    private static readonly TimeSpan LookupDeadline = TimeSpan.FromSeconds(3);

    // One store for each watched namespace; the empty name stands for all of them.
    private readonly Dictionary<string, Store<byte[]>> _stores =
        (namespaces.Count == 0 ? [""] : namespaces).Distinct().ToDictionary(name => name, _ => new Store<byte[]>());

    public bool IsSynced => _stores.Values.All(store => store.IsSynced);

    public Task Synced => Task.WhenAll(_stores.Values.Select(store => store.Synced));

    /// <summary>Until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_stores.Select((entry, index) => new Reflector<byte[]>(
        api,
        Resource,
        entry.Value,
        Compact,
        new ReflectorOptions { Namespace = entry.Key.Length == 0 ? null : entry.Key },
        clock,
        new Random(index),
        new LoggingObserver(logger, entry.Key.Length == 0 ? "all namespaces" : entry.Key)).RunAsync(cancellationToken)));

    /// <summary>Null when there is no such application. What the cache does not know is asked for once: it may just be slower than the driver.</summary>
    /// <param name="namespace">Of pod and application.</param>
    /// <param name="name">Of the application.</param>
    /// <param name="expectedUid">The owner that the pod already names; another one in the cache is a predecessor. Null when the pod names none.</param>
    /// <param name="cancellationToken">Of the request.</param>
    public async Task<SparkApplication?> FindAsync(string @namespace, string name, string? expectedUid, CancellationToken cancellationToken)
    {
        var store = _stores.GetValueOrDefault(@namespace) ?? _stores.GetValueOrDefault("");
        if (store?.Get(new ObjectKey(@namespace, name)) is { } known && (expectedUid is null || expectedUid == known.Uid))
        {
            metrics.LookedUp("cache");
            return ContractsJson.Deserialize<SparkApplication>(known.Value);
        }

        using var deadline = new CancellationTokenSource(LookupDeadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var answer = await api.SendAsync(ApiRequests.Get(Resource, @namespace, name), either.Token);
            metrics.LookedUp("server");
            return ContractsJson.Deserialize<SparkApplication>(answer.Body.Span);
        }
        catch (ApiStatusException exception) when (exception.IsNotFound)
        {
            metrics.LookedUp("nowhere");
            return null;
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            throw new TimeoutException($"the API server did not answer within {LookupDeadline.TotalSeconds:0} s", exception);
        }
    }

    private static byte[] Compact(ReadOnlyMemory<byte> json)
    {
        var application = ContractsJson.Deserialize<SparkApplication>(json.Span);
        return ContractsJson.Serialize(application with
        {
            Status = null,
            Metadata = new ObjectMeta { Name = application.Metadata?.Name, Namespace = application.Metadata?.Namespace, Uid = application.Metadata?.Uid },
        });
    }

    private sealed class LoggingObserver(ILogger logger, string scope) : IReflectorObserver
    {
        public void Listed(int objects, int setAside) => Log.Listed(logger, objects, scope);

        public void SetAside(SetAside item) => Log.SetAside(logger, item.Key.ToString(), item.Problem);

        public void Failed(Exception error, int failures, TimeSpan wait) => Log.WatchFailed(logger, error, scope, failures, wait.TotalSeconds);

        public void Alive()
        {
        }
    }
}
