using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Admission.Policy;
using Shared.Admission.Quota;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Webhook.Admission;

/// <summary>
/// The applications that pods ask for. Kept as compact JSON without status and bookkeeping, and decoded when a pod asks: thousands of finished
/// applications cost what their text costs.
/// </summary>
internal sealed class ApplicationCache(IKubernetesApi api, IReadOnlyList<string> namespaces, WebhookMetrics metrics, ILogger logger, TimeProvider clock)
{
    public static readonly KubernetesResource Resource = new("sparkoperator.k8s.io", "v1beta2", "sparkapplications", SparkApplication.KindName);

    /// <summary>The API server waits ten seconds for us; a lookup must leave it time to hear why there is no answer.</summary>
    private static readonly TimeSpan LookupDeadline = TimeSpan.FromSeconds(3);

    private const string ByNamespace = "namespace";

    private readonly WatchedStores<Cached> _stores = new(api, Resource, namespaces, [new(ByNamespace, stored => [stored.Key.Namespace])], Compact, logger, clock);

    private readonly RecentApplications _decoded = new();

    public bool IsSynced => _stores.IsSynced;

    public Task Synced => _stores.Synced;

    /// <summary>Until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _stores.RunAsync(cancellationToken);

    /// <summary>Null when there is no such application. What the cache does not know is asked for once: it may just be slower than the driver.</summary>
    /// <param name="namespace">Of pod and application.</param>
    /// <param name="name">Of the application.</param>
    /// <param name="expectedUid">The owner that the pod already names; another one in the cache is a predecessor. Null when the pod names none.</param>
    /// <param name="cancellationToken">Of the request.</param>
    public async Task<SparkApplication?> FindAsync(string @namespace, string name, string? expectedUid, CancellationToken cancellationToken)
    {
        if (_stores.Of(@namespace)?.Get(new ObjectKey(@namespace, name)) is { } known && (expectedUid is null || expectedUid == known.Uid))
        {
            metrics.LookedUp("cache");
            return _decoded.Of(known.Value.Json);
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

    /// <summary>What a namespace holds, but for one application.</summary>
    public NamespaceLoad LoadOf(string @namespace, string? except)
    {
        var (applications, drivers, executors) = (0, 0, 0L);
        foreach (var stored in _stores.Of(@namespace)?.By(ByNamespace, @namespace) ?? [])
        {
            if (stored.Key.Name == except)
                continue;
            applications++;
            if (stored.Value.HasEnded)
                continue;
            drivers++;
            executors += stored.Value.Executors;
        }

        return new NamespaceLoad(applications, drivers, executors);
    }

    private static Cached Compact(ReadOnlyMemory<byte> json)
    {
        var application = ContractsJson.Deserialize<SparkApplication>(json.Span);
        var compact = ContractsJson.Serialize(application with
        {
            Status = null,
            Metadata = new ObjectMeta { Name = application.Metadata?.Name, Namespace = application.Metadata?.Namespace, Uid = application.Metadata?.Uid },
        });
        return new Cached(compact, application.Status?.State is ApplicationState.Completed or ApplicationState.Failed, ResourceDemand.Executors(application.Spec ?? new SparkApplicationSpec()));
    }

    private sealed record Cached(byte[] Json, bool HasEnded, int Executors);
}
