using Controller.Applications;
using Controller.Objects;
using Controller.Pods;
using Controller.ScheduledSparkApplications;
using Controller.SparkConnects;
using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Contracts.Names;

namespace Controller.Watching;

/// <summary>Our objects and pods of one namespace, or of all, kept true by a watch each.</summary>
/// <param name="namespace">Null for all.</param>
/// <param name="shows">Which labels of pods are kept for series.</param>
internal sealed class NamespaceCache(string? @namespace, Func<string, bool> shows)
{
    private const string ByApplication = "application";
    private const string BySchedule = "schedule";
    private const string ByConnect = "connect";

    public string? Namespace { get; } = @namespace;

    public Store<ApplicationRecord> Applications { get; } = new(new StoreIndex<ApplicationRecord>(
        BySchedule, stored => stored.Value.ScheduleName is { } schedule ? [new ObjectKey(stored.Value.Namespace, schedule).ToString()] : []));

    public Store<ScheduleRecord> Schedules { get; } = new();

    public Store<ConnectRecord> Connects { get; } = new();

    /// <summary>Only pods that an operator launched: a cluster has many others.</summary>
    public Store<PodRecord> Pods { get; } = new(new StoreIndex<PodRecord>(ByApplication, stored => Owners(stored.Value).Select(key => key.ToString())),
        new StoreIndex<PodRecord>(ByConnect, stored => ConnectOf(stored.Value) is { } connect ? [connect.ToString()] : []));

    public Task Synced => Task.WhenAll(Applications.Synced, Pods.Synced);

    public IReadOnlyList<PodRecord> PodsOf(ObjectKey application) =>
        [.. Pods.By(ByApplication, application.ToString()).Select(stored => stored.Value)];

    public IReadOnlyList<ApplicationRecord> RunsOf(ObjectKey schedule) =>
        [.. Applications.By(BySchedule, schedule.ToString()).Select(stored => stored.Value)];

    public IReadOnlyList<PodRecord> PodsOfConnect(ObjectKey connect) => [.. Pods.By(ByConnect, connect.ToString()).Select(stored => stored.Value)];

    public static ObjectKey? ConnectOf(PodRecord? pod) => pod?.ConnectName is { } connect ? new ObjectKey(pod.Namespace, connect) : null;

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
        var schedules = new Reflector<ScheduleRecord>(
            api, SparkResources.ScheduledSparkApplications, Schedules, json => ObjectProjection.Read<ScheduleRecord>(json.Span),
            new ReflectorOptions { Namespace = Namespace }, clock, new Random(seed()), observer(SparkResources.ScheduledSparkApplications));
        var connects = new Reflector<ConnectRecord>(
            api, SparkResources.SparkConnects, Connects, json => ObjectProjection.Read<ConnectRecord>(json.Span),
            new ReflectorOptions { Namespace = Namespace }, clock, new Random(seed()), observer(SparkResources.SparkConnects));
        return LoopGroup.RunAsync([applications.RunAsync, pods.RunAsync, schedules.RunAsync, connects.RunAsync], cancellationToken);
    }
}
