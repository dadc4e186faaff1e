using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>Keeps the record of one pod and writes its status, one change after another. Writes nothing when nothing changed.</summary>
internal sealed class PodStatusReporter(IClusterApi api, TimeProvider clock, PodRecord record, Func<JsonObject> observedPod, CancellationToken podGone) : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private JsonObject? _written;
    private volatile bool _isSilent;

    public PodRecord Record { get; private set; } = record;

    public async Task ChangeAsync(Func<PodRecord, PodRecord> change)
    {
        await _gate.WaitAsync(podGone);
        try
        {
            Record = change(Record);
            await WriteAsync();
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <summary>Writes nothing any more: nobody hears a lost node.</summary>
    public void Silence() => _isSilent = true;

    public void Dispose() => _gate.Dispose();

    private async Task WriteAsync()
    {
        var pod = observedPod();
        var status = PodStatusWriting.Write(Record, pod.ObjectAt("status"), _written, clock.GetUtcNow());
        if (_isSilent || JsonNode.DeepEquals(status, _written))
            return;

        var path = $"/api/v1/namespaces/{pod.TextAt("metadata", "namespace")}/pods/{pod.TextAt("metadata", "name")}/status";
        while (true)
        {
            // The UID keeps the write off a successor of the same name.
            var answer = await api.PatchAsync(path, new JsonObject { ["metadata"] = new JsonObject { ["uid"] = Record.Uid }, ["status"] = status.DeepClone() }, podGone);
            if (answer.Succeeded())
                break;
            if (answer.Status is 404 or 422)
                return; // Gone, or replaced: the watch is about to say so.
            // Too many wrote at the same time (409), or a fault: what a status says last must not be lost.
            await Task.Delay(RetryDelay, clock, podGone);
        }

        _written = status;
    }
}
