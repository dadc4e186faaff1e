using Controller.Applications;
using Controller.Objects;
using Controller.Pods;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Contracts.Names;

namespace Controller.Observing;

/// <summary>Asks the API server itself, where a cache's word is not enough.</summary>
public sealed class LiveLook(IKubernetesApi api)
{
    /// <summary>Null when the application is gone.</summary>
    public async Task<Observation?> AtAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // Pods first: a driver that is seen then belongs to the attempt that is recorded afterwards, or to the one that follows it.
        var pods = await PodsAsync(key, cancellationToken);
        if (await ApplicationAsync(key, cancellationToken) is not { } record)
            return null;

        var observation = Observation.Of(record, pods, isLive: true);
        return pods.Exists(pod => pod.Name == observation.World.DriverName)
            || !ApiRequests.CanName(observation.World.DriverName)
            || await PodAsync(key.Namespace, observation.World.DriverName, cancellationToken) is not { } holder
            ? observation
            : Observation.Of(record, [.. pods, holder], isLive: true);
    }

    /// <summary>What is known of an application of which nothing is heard, with what must not be missed asked by name: the driver and the application itself. Null when the application is gone.</summary>
    public async Task<Observation?> OfQuietAsync(ApplicationRecord record, IReadOnlyList<PodRecord> pods, CancellationToken cancellationToken)
    {
        var known = Observation.Of(record, pods, isLive: false);
        var name = known.World.DriverName;
        var driver = ApiRequests.CanName(name) ? await PodAsync(record.Namespace, name, cancellationToken) : null;
        var present = await ApplicationAsync(record.Key, cancellationToken);
        if (present is null)
            return null;
        if (present.ResourceVersion != record.ResourceVersion)
            return await AtAsync(record.Key, cancellationToken);

        // In their order, by which it is told whether anything is new.
        List<PodRecord> seen = [.. pods.Where(pod => pod.Name != name || driver is not null).Select(pod => pod.Name == name ? driver! : pod)];
        if (driver is not null && !seen.Contains(driver))
            seen.Add(driver);
        return Observation.Of(record, seen, isLive: false);
    }

    public async Task<ApplicationRecord?> ApplicationAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await api.SendAsync(ApiRequests.Get(SparkResources.SparkApplications, key.Namespace, key.Name), cancellationToken);
            return ObjectProjection.Read<ApplicationRecord>(answer.Body.Span);
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private async Task<PodRecord?> PodAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await api.SendAsync(ApiRequests.Get(KubernetesResources.Pods, @namespace, name), cancellationToken);
            return PodProjection.Read(answer.Body.Span);
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private async Task<List<PodRecord>> PodsAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var options = new ListOptions { LabelSelector = $"{Labels.AppName}={key.Name}" };
        var answer = await api.SendAsync(ApiRequests.List(KubernetesResources.Pods, key.Namespace, options), cancellationToken);
        return PodList.Read(answer.Body.Span);
    }
}
