using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>Holds a pod back until what it needs exists; waits on a watch of the missing object.</summary>
internal sealed class NeedsGate(IClusterApi api, TimeProvider clock)
{
    /// <summary>Returns when <paramref name="need"/> is met. <paramref name="complain"/> hears each new complaint once.</summary>
    public async Task PassAsync(string @namespace, Need need, Func<string, Task> complain, CancellationToken cancellationToken)
    {
        var collection = $"/api/v1/namespaces/{@namespace}/{need.Plural}";
        var answer = await api.GetAsync($"{collection}/{need.Name}", cancellationToken);
        var complaint = need.Complaint(@namespace, answer.Succeeded() ? answer.Body as JsonObject : null);
        if (complaint is null)
            return;
        await complain(complaint);

        await foreach (var change in api.FollowAsync($"{collection}?fieldSelector=metadata.name%3D{need.Name}", clock, cancellationToken))
        {
            var now = need.Complaint(@namespace, change.Type is "DELETED" ? null : change.Object);
            if (now is null)
                return;
            if (now != complaint)
                await complain(now);
            complaint = now;
        }
    }
}
