using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using LocalCluster.Nodes.Logs;
using LocalCluster.Serving;
using Testing.Time;

namespace LocalCluster.Tests.Running;

/// <summary>A whole cluster without a wire: API server, controllers, nodes.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterServer _server;
    private readonly Task _controlPlane;

    public RunningCluster(int nodes = 3, TimeProvider? clock = null)
    {
        var time = clock ?? TimeProvider.System;
        Logs = new PodLogs(time);
        _server = ClusterServer.InProcess(new ClusterServerOptions { Clock = time, PodLogs = Logs });
        _controlPlane = ControlPlane.RunAsync(_server.Api, time, nodes, _server.CaCertificate, Logs, _stop.Token);
    }

    public PodLogs Logs { get; }

    public IClusterApi Api => _server.Api;

    /// <summary>Creates an object of YAML in the namespace <c>default</c>; its plural and group are given by <paramref name="collection"/>.</summary>
    public async Task<JsonObject> CreateAsync(string collection, string yaml)
    {
        var body = YamlReading.Parse(yaml)!.AsObject();
        // The service account controller may still be at work.
        ApiAnswer? answer = null;
        await Eventually.True(async () =>
        {
            answer = await Api.PostAsync(collection, body.Clone(), CancellationToken.None);
            return answer.Status != 403 || !answer.Message().Contains("service account", StringComparison.Ordinal);
        });
        answer!.Status.Should().Be(201, answer.Body.ToJsonString());
        return (JsonObject)answer.Body;
    }

    public Task<JsonObject> CreatePodAsync(string yaml) => CreateAsync("/api/v1/namespaces/default/pods", yaml);

    public async Task<JsonObject?> FindAsync(string path)
    {
        var answer = await Api.GetAsync(path, CancellationToken.None);
        return answer.Succeeded() ? (JsonObject)answer.Body : null;
    }

    public async Task<JsonObject> AwaitAsync(string path, Func<JsonObject, bool> condition)
    {
        JsonObject? last = null;
        try
        {
            await Eventually.True(async () => (last = await FindAsync(path)) is { } found && condition(found));
        }
        catch (TimeoutException timeout)
        {
            throw new TimeoutException($"{timeout.Message} Last seen: {last?.ToJsonString() ?? "nothing"}", timeout);
        }

        return last!;
    }

    public Task<JsonObject> AwaitPhaseAsync(string pod, string phase) => AwaitAsync(PodPath(pod), found => found.TextAt("status", "phase") == phase);

    public Task AwaitGoneAsync(string path) => Eventually.True(async () => await FindAsync(path) is null);

    public static string PodPath(string name) => $"/api/v1/namespaces/default/pods/{name}";

    public async Task<List<string>> LogAsync(JsonObject pod, string container)
    {
        var lines = new List<string>();
        if (Logs.Read(pod.TextAt("metadata", "uid")!, container, previous: false, follow: false, CancellationToken.None) is { } log)
        {
            await foreach (var line in log)
                lines.Add(line.Text);
        }

        return lines;
    }

    public async Task<List<string>> EventsAsync(string reason)
    {
        var events = await Api.GetAsync("/api/v1/namespaces/default/events", CancellationToken.None);
        return [.. events.Body.ListAt("items").Objects().Where(one => one.TextAt("reason") == reason).Select(one => one.TextAt("message") ?? "")];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _controlPlane;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        await _server.DisposeAsync();
        _stop.Dispose();
    }
}
