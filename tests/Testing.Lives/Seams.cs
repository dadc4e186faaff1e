using System.Text.Json.Nodes;
using Controller.Pods;
using Kubernetes.Client;

namespace Testing.Lives;

/// <summary>Where a test may bend what a controller sees and does, to learn whether the simulation notices. By default nothing is bent.</summary>
public sealed record Seams
{
    public static readonly Seams None = new();

    /// <summary>Between effects and status writes, and the API server.</summary>
    public Func<IKubernetesApi, IKubernetesApi> Api { get; init; } = api => api;

    /// <summary>Between live looks and the API server.</summary>
    public Func<IKubernetesApi, IKubernetesApi> LiveApi { get; init; } = api => api;

    /// <summary>An object of our kinds as the cache is told of it; null bends none.</summary>
    public Action<JsonObject>? Object { get; init; }

    /// <summary>A pod as the cache is told of it; null hides it.</summary>
    public Func<PodRecord, PodRecord?> Pod { get; init; } = pod => pod;

    /// <summary>When a reconcile wants to be woken.</summary>
    public Func<TimeSpan?, TimeSpan?> WakeUp { get; init; } = wait => wait;
}
