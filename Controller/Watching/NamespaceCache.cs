using Controller.Applications;
using Controller.Objects;
using Controller.Pods;
using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Contracts.Names;

namespace Controller.Watching;

/// <summary>Applications and pods of one namespace, or of all, kept true by a watch each.</summary>
/// <param name="namespace">Null for all.</param>
/// <param name="shows">Which labels of pods are kept for series.</param>
internal sealed class NamespaceCache(string? @namespace, Func<string, bool> shows)
{
    private const string ByApplication = "application";

    public string? Namespace { get; } = @namespace;

    public Store<ApplicationRecord> Applications { get; } = new();

    /// <summary>Only pods that an operator launched: a cluster has many others.</summary>
    public Store<PodRecord> Pods { get; } = new(new StoreIndex<PodRecord>(ByApplication, stored => Owners(stored.Value).Select(key => key.ToString())));

    public Task Synced => Task.WhenAll(Applications.Synced, Pods.Synced);

    public IReadOnlyList<PodRecord> PodsOf(ObjectKey application) =>
        [.. Pods.By(ByApplication, application.ToString()).Select(stored => stored.Value)];

    /// <summary>The applications that a pod has to do with, by label and by owner; usually one.</summary>
    public static IEnumerable<ObjectKey> Owners(PodRecord? pod) => pod is null
        ? []
        : new[] { pod.AppName, pod.Application?.Name }
            .Where(name => !string.IsNullOrEmpty(name))
            .Distinct()
            .Select(name => new ObjectKey(pod.Namespace, name!));

    /// <summary>Until cancelled.</summary>
    public Task RunAsync(IKubernetesApi api, TimeProvider clock, Func<int> seed, Func<KubernetesResource, IReflectorObserver> observer, CancellationToken cancellationToken)
    {
        var applications = new Reflector<ApplicationRecord>(
            api, SparkResources.SparkApplications, Applications, json => ObjectProjection.Read<ApplicationRecord>(json.Span),
            new ReflectorOptions { Namespace = Namespace }, clock, new Random(seed()), observer(SparkResources.SparkApplications));
        var pods = new Reflector<PodRecord>(
            api, KubernetesResources.Pods, Pods, json => PodProjection.Read(json.Span, shows),
            new ReflectorOptions { Namespace = Namespace, LabelSelector = $"{Labels.LaunchedBySparkOperator}={Labels.True}" },
            clock, new Random(seed()), observer(KubernetesResources.Pods));
        return Task.WhenAll(applications.RunAsync(cancellationToken), pods.RunAsync(cancellationToken));
    }
}
