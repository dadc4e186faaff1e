using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Effects;
using Controller.Events;
using Controller.Objects;
using Controller.Observing;
using Controller.Pods;
using Controller.Recording;
using Controller.SparkApplications;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Submission;
using Testing.Kubernetes;
using Testing.Time;

namespace Controller.Tests.Bounds;

/// <summary>
/// The real queue, reconciler and event queue on one thread, with caches that are never late, on a <see cref="BusyServer"/>. One namespace holds an offender and every
/// second newcomer; the other newcomers have one of their own.
/// </summary>
internal sealed class CrowdedNamespace : ICachedWorld, IDisposable
{
    public const string Shared = "shared";
    public const string Own = "own";

    private const int WorkersOfANamespace = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly ServiceProvider Services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private readonly ManualTimeProvider _clock = new(A.Noon);
    private readonly InMemoryCluster _cluster;
    private readonly WorkQueue<ObjectKey> _queue;
    private readonly Reconciler _reconciler;
    private readonly EventQueue _events;
    private readonly Dictionary<ObjectKey, ApplicationRecord> _applications = [];
    private readonly Dictionary<ObjectKey, Dictionary<string, PodRecord>> _pods = [];
    private readonly Dictionary<string, DateTimeOffset> _created = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _delays = new(StringComparer.Ordinal);

    public CrowdedNamespace()
    {
        _cluster = new InMemoryCluster(_clock) { Before = (request, _) => Admit(request), Wrote = (_, before, after) => Seen(before, after) };
        var api = new BusyServer(_cluster, _clock);
        var (writes, metrics) = (new LastWrites(), new ControllerMetrics(Services.GetRequiredService<IMeterFactory>()));
        _queue = new WorkQueue<ObjectKey>(key => key.Namespace, _clock, new Random(1), perGroup: WorkersOfANamespace);
        _events = new EventQueue(api, "test", metrics, _clock, NullLogger<EventQueue>.Instance);
        _reconciler = new Reconciler(
            this, new LiveLook(api), new EffectExecutor(api, SubmissionOptions.Default, LifeRules.Default, _clock), new StatusWriter(api, writes, _clock), writes, _events, metrics,
            LifeRules.Default, _clock, NullLogger<Reconciler>.Instance);
    }

    /// <summary>What people, kubelets and Spark do every tenth of a second; told the number of the tick.</summary>
    public Action<CrowdedNamespace, int> Meanwhile { get; init; } = (_, _) => { };

    /// <summary>The application whose drivers a quota refuses; null for none.</summary>
    public string? Refused { get; init; }

    /// <summary>Events that were written.</summary>
    public int Events => _cluster.All("events").Count;

    public ApplicationRecord? Application(ObjectKey key) => _applications.GetValueOrDefault(key);

    public IReadOnlyList<PodRecord> Pods(ObjectKey key) => _pods.TryGetValue(key, out var pods) ? [.. pods.Values] : [];

    /// <summary>Lets <paramref name="time"/> pass, with a newcomer every half second; the longest wait of one for its driver.</summary>
    public TimeSpan LongestWait(TimeSpan time)
    {
        var newcomers = new List<string>();
        using var stop = new CancellationTokenSource();
        var ticks = 0;
        using var timer = _clock.CreateTimer(
            _ =>
            {
                Meanwhile(this, ticks);
                if (ticks++ % 5 == 0)
                {
                    newcomers.Add($"newcomer-{ticks}");
                    Create(newcomers.Count % 2 == 0 ? Own : Shared, newcomers[^1], _ => { });
                }
            },
            null, Tick, Tick);
        new OneThread(_clock).Run(
            () =>
            {
                _ = QueueWorkers.RunAsync(_queue, WorkersOfANamespace * 4, _reconciler.ReconcileAsync, (_, _, _) => { }, stop.Token);
                _ = _events.RunAsync(stop.Token);
            },
            time);
        newcomers.Should().HaveCountGreaterThan(5);

        // The last ones may still be on their way.
        newcomers.SkipLast(5).Should().OnlyContain(name => _delays.ContainsKey(name), "every newcomer gets its driver");
        return newcomers.Where(_delays.ContainsKey).Max(name => _delays[name]);
    }

    public void Create(string @namespace, string name, Action<JsonObject> change)
    {
        var item = (JsonObject)JsonNode.Parse($$$"""
            {"apiVersion": "sparkoperator.k8s.io/v1beta2", "kind": "SparkApplication", "metadata": {"name": "{{{name}}}", "namespace": "{{{@namespace}}}"},
             "spec": {"type": "Scala", "mode": "cluster", "sparkVersion": "4.0.1", "image": "spark:4.0.1", "mainClass": "Main", "mainApplicationFile": "local:///opt/app.jar",
                      "driver": {"memory": "512m"}, "executor": {"instances": 1, "memory": "512m"}
             }
            }
            """)!;
        change(item);
        _created[name] = _clock.GetUtcNow();
        Seen(null, _cluster.Put($"/apis/sparkoperator.k8s.io/v1beta2/namespaces/{@namespace}/sparkapplications", item));
    }

    public void Edit(JsonObject item, Action<JsonObject> edit)
    {
        var (plural, name) = ((string?)item["kind"] == "SparkApplication" ? "sparkapplications" : "pods", (string)item["metadata"]!["name"]!);
        _cluster.Edit(item, edit);
        Seen(item, _cluster.Find(plural, name));
    }

    public void Remove(JsonObject item)
    {
        _cluster.Remove(item);
        Seen(item, null);
    }

    public void PutPod(JsonObject pod) => Seen(null, _cluster.Put($"/api/v1/namespaces/{Shared}/pods", pod));

    public JsonObject? Find(string plural, string name) => _cluster.Find(plural, name);

    public IReadOnlyList<JsonObject> All(string plural) => _cluster.All(plural);

    public void Dispose() => _queue.Dispose();

    private void Admit(ApiRequest request)
    {
        if (request is { Method: "POST" } && request.Path.EndsWith("/pods", StringComparison.Ordinal) && (string?)JsonNode.Parse(request.Body.Span)!["metadata"]!["name"] == $"{Refused}-driver")
            throw FakeKubernetesApi.Refusal(request, 403, "Forbidden", $"pods \"{Refused}-driver\" is forbidden: exceeded quota: none");
    }

    // What a watch would tell: the caches and the queue know of it at once.
    private void Seen(JsonObject? before, JsonObject? after)
    {
        var item = (after ?? before)!;
        var name = (string)item["metadata"]!["name"]!;
        switch ((string?)item["kind"])
        {
            case "SparkApplication":
                var record = ObjectProjection.Read<ApplicationRecord>(Bytes(item));
                if (after is null)
                    _ = _applications.Remove(record.Key);
                else
                    _applications[record.Key] = record;
                _queue.Add(record.Key);
                break;

            case "Pod":
                if (before is null && name.EndsWith("-driver", StringComparison.Ordinal))
                    _ = _delays.TryAdd(name[..^"-driver".Length], _clock.GetUtcNow() - _created[name[..^"-driver".Length]]);
                var pod = PodProjection.Read(Bytes(item));
                var key = new ObjectKey(pod.Namespace, pod.AppName ?? "");
                var pods = _pods.TryGetValue(key, out var found) ? found : _pods[key] = new(StringComparer.Ordinal);
                if (after is null)
                    _ = pods.Remove(name);
                else
                    pods[name] = pod;
                _queue.Add(key);
                break;
        }
    }

    private static byte[] Bytes(JsonObject item) => Encoding.UTF8.GetBytes(item.ToJsonString());
}
