using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Nodes;

/// <summary>Writes events about pods. Only the newest <see cref="Capacity"/> stay in the cluster, so that a long run does not grow for ever.</summary>
internal sealed class EventRecorder(IClusterApi api, TimeProvider clock)
{
    /// <summary>Events kept. A real cluster forgets by age, one hour.</summary>
    public const int Capacity = 5000;

    private readonly ConcurrentQueue<string> _written = new();
    private long _counter;

    /// <summary>Writes one event. That it could not be written is no reason to stop what it tells about.</summary>
    public async Task RecordAsync(JsonObject about, string component, string type, string reason, string message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var @namespace = about.TextAt("metadata", "namespace") ?? "default";
        var number = (now.ToUnixTimeMilliseconds() << 12) + (Interlocked.Increment(ref _counter) & 0xfff);
        var name = $"{about.TextAt("metadata", "name")}.{number.ToString("x16", CultureInfo.InvariantCulture)}";
        var answer = await api.PostAsync($"/api/v1/namespaces/{@namespace}/events", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace },
            ["involvedObject"] = new JsonObject
            {
                ["apiVersion"] = about.TextAt("apiVersion") ?? "v1",
                ["kind"] = about.TextAt("kind") ?? "Pod",
                ["namespace"] = @namespace,
                ["name"] = about.TextAt("metadata", "name"),
                ["uid"] = about.TextAt("metadata", "uid"),
                ["resourceVersion"] = about.TextAt("metadata", "resourceVersion"),
            },
            ["type"] = type,
            ["reason"] = reason,
            ["message"] = message,
            ["source"] = new JsonObject { ["component"] = component },
            ["reportingComponent"] = component,
            ["reportingInstance"] = "",
            ["firstTimestamp"] = Times.Seconds(now),
            ["lastTimestamp"] = Times.Seconds(now),
            ["eventTime"] = null,
            ["count"] = 1,
        }, cancellationToken);
        if (!answer.Succeeded())
            return;

        _written.Enqueue($"/api/v1/namespaces/{@namespace}/events/{name}");
        if (_written.Count > Capacity && _written.TryDequeue(out var oldest))
            _ = await api.DeleteAsync(oldest, null, cancellationToken);
    }
}
