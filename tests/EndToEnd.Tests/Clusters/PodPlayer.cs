using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests.Clusters;

/// <summary>
/// Plays scheduler, kubelet and Spark driver through the API of a cluster that has no nodes: it looks at the pods of the tests' namespaces and moves
/// each one step on. It obeys the same annotations as LocalCluster's simulated nodes (<see cref="Simulated"/>).
/// </summary>
public sealed class PodPlayer : IAsyncDisposable
{
    private const string Node = "e2e-played-node";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan DriverWork = TimeSpan.FromSeconds(2);

    private readonly IKubernetesApi _api;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, DateTimeOffset> _askedToStop = [];
    private readonly Task _work;

    private PodPlayer(IKubernetesApi api)
    {
        _api = api;
        _work = PlayAsync();
    }

    /// <summary>The last refusal by the API server, for the message of a failed test.</summary>
    public string Trouble { get; private set; } = "";

    public static PodPlayer Start(IKubernetesApi api) => new(api);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task PlayAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var pods = await _api.ListAsync(KubernetesResources.Pods, @namespace: null, "spark-role");
                foreach (var pod in pods.Where(pod => ((string)pod["metadata"]!["namespace"]!).StartsWith(Manifests.NamespacePrefix, StringComparison.Ordinal)))
                    await StepAsync(pod, pods);
                await Task.Delay(BetweenLooks, _clock, _stop.Token);
            }
            catch (ApiException refused)
            {
                // Somebody else moved the pod; the next look sees where it is now.
                Trouble = refused.Message;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private Task StepAsync(JsonNode pod, IReadOnlyList<JsonNode> pods) => (string?)pod["status"]?["phase"] switch
    {
        _ when pod["metadata"]!["deletionTimestamp"] is not null => EndTerminatingAsync(pod),
        "Pending" when pod["spec"]!["nodeName"] is null => BindAsync(pod),
        "Pending" => WriteStatusAsync(pod, "Running", Running()),
        "Running" when IsDriver(pod) => DriveAsync(pod, pods),
        _ => Task.CompletedTask,
    };

    private async Task DriveAsync(JsonNode driver, IReadOnlyList<JsonNode> pods)
    {
        var executors = pods.Where(pod => ((string?)pod["metadata"]!["ownerReferences"]?[0]?["uid"]) == driver.Uid()).ToList();
        var started = DateTimeOffset.Parse((string)driver["status"]!["startTime"]!, System.Globalization.CultureInfo.InvariantCulture);
        if (_clock.GetUtcNow() - started > Duration(driver, Simulated.Work, DriverWork))
        {
            foreach (var executor in executors)
                await DeleteAsync(executor, TimeSpan.Zero);
            var exitCode = int.Parse(Annotation(driver, Simulated.ExitCode) ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            await WriteStatusAsync(driver, exitCode == 0 ? "Succeeded" : "Failed", Terminated(exitCode));
        }
        else if (executors.Count == 0)
        {
            for (var id = 1; id <= 2; id++)
                await _api.CreateAsync(KubernetesResources.Pods, Namespace(driver), Executor(driver, id));
        }
    }

    private async Task EndTerminatingAsync(JsonNode pod)
    {
        var asked = _askedToStop.TryGetValue(pod.Uid(), out var since) ? since : _askedToStop[pod.Uid()] = _clock.GetUtcNow();
        if (_clock.GetUtcNow() - asked >= Duration(pod, Simulated.Stop, TimeSpan.Zero))
            await DeleteAsync(pod, TimeSpan.Zero);
    }

    private static JsonNode Executor(JsonNode driver, int id)
    {
        var labels = driver["metadata"]!["labels"]!.DeepClone().AsObject();
        labels["spark-role"] = "executor";
        labels["spark-exec-id"] = $"{id}";
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{Name(driver)}-exec-{id}",
                ["labels"] = labels,
                ["ownerReferences"] = new JsonArray(new JsonObject
                {
                    ["apiVersion"] = "v1",
                    ["kind"] = "Pod",
                    ["name"] = Name(driver),
                    ["uid"] = driver.Uid(),
                    ["controller"] = true,
                }),
            },
            ["spec"] = new JsonObject
            {
                ["restartPolicy"] = "Never",
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "spark-kubernetes-executor", ["image"] = "docker.io/apache/spark:4.0.1" }),
            },
        };
    }

    private Task BindAsync(JsonNode pod) => _api.SendAsync(
        ApiRequests.CreateSubresource(KubernetesResources.Pods, Namespace(pod), Name(pod), "binding", JsonSerializer.SerializeToUtf8Bytes<JsonNode>(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = Name(pod) },
            ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = Node },
        })),
        _stop.Token);

    private Task WriteStatusAsync(JsonNode pod, string phase, JsonObject state) => _api.SendAsync(
        ApiRequests.PatchStatus(KubernetesResources.Pods, Namespace(pod), Name(pod), PatchKind.Merge, JsonSerializer.SerializeToUtf8Bytes<JsonNode>(new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["phase"] = phase,
                ["startTime"] = pod["status"]?["startTime"]?.DeepClone() ?? Now(),
                ["containerStatuses"] = new JsonArray([.. pod["spec"]!["containers"]!.AsArray().Select(container => new JsonObject
                {
                    ["name"] = container!["name"]!.DeepClone(),
                    ["image"] = container["image"]!.DeepClone(),
                    ["imageID"] = "",
                    ["ready"] = phase == "Running",
                    ["restartCount"] = 0,
                    ["state"] = state.DeepClone(),
                })]),
            },
        })),
        _stop.Token);

    private Task DeleteAsync(JsonNode pod, TimeSpan grace) => _api.SendAsync(
        ApiRequests.Delete(KubernetesResources.Pods, Namespace(pod), Name(pod), new DeleteOptions { Uid = pod.Uid(), GracePeriod = grace }), _stop.Token);

    private JsonObject Running() => new() { ["running"] = new JsonObject { ["startedAt"] = Now() } };

    private JsonObject Terminated(int exitCode) => new()
    {
        ["terminated"] = new JsonObject { ["exitCode"] = exitCode, ["reason"] = exitCode == 0 ? "Completed" : "Error", ["startedAt"] = Now(), ["finishedAt"] = Now() },
    };

    private string Now() => _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsDriver(JsonNode pod) => (string?)pod["metadata"]!["labels"]!["spark-role"] == "driver";

    private static string Name(JsonNode pod) => (string)pod["metadata"]!["name"]!;

    private static string Namespace(JsonNode pod) => (string)pod["metadata"]!["namespace"]!;

    private static string? Annotation(JsonNode pod, string key) => (string?)pod["metadata"]!["annotations"]?[key];

    private static TimeSpan Duration(JsonNode pod, string key, TimeSpan otherwise) => Annotation(pod, key) is [.. var seconds, 's']
        ? TimeSpan.FromSeconds(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture))
        : otherwise;
}
