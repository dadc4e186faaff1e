using System.Text;
using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Effects;
using Controller.Objects;
using Controller.SparkApplications;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Contracts.Names;

namespace Controller.ScheduledSparkApplications;

/// <summary>What a schedule needs of the API server: a live look, runs made and deleted.</summary>
internal sealed class ScheduleShell(IKubernetesApi api)
{
    /// <summary>Null when the schedule is gone.</summary>
    public async Task<ScheduleObservation?> LookAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // Runs first: one that is missing then was made by nobody who recorded it before our look at the schedule.
        var options = new ListOptions { LabelSelector = $"{Labels.ScheduledAppName}={key.Name}" };
        var answer = await api.SendAsync(ApiRequests.List(SparkResources.SparkApplications, key.Namespace, options), cancellationToken);
        var runs = JsonNode.Parse(answer.Body.Span)!["items"]!.AsArray().Select(item => ObjectProjection.Read<ApplicationRecord>(Encoding.UTF8.GetBytes(item!.ToJsonString()))).ToList();
        try
        {
            var schedule = await api.SendAsync(ApiRequests.Get(SparkResources.ScheduledSparkApplications, key.Namespace, key.Name), cancellationToken);
            return ScheduleObservation.Of(ObjectProjection.Read<ScheduleRecord>(schedule.Body.Span), runs, isLive: true);
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Null when all is done.</summary>
    public async Task<Rejection?> ApplyAsync(ScheduleRecord schedule, IEnumerable<ScheduleEffect> effects, CancellationToken cancellationToken)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case ScheduleEffect.StartRun(var name):
                    if (await StartAsync(schedule, name, cancellationToken) is { } rejection)
                        return rejection;
                    break;

                case ScheduleEffect.DeleteRun(var name, var uid):
                    await new OwnedObjects(api, schedule).DeleteAsync(SparkResources.SparkApplications, name, uid, cancellationToken);
                    break;
            }
        }

        return null;
    }

    private async Task<Rejection?> StartAsync(ScheduleRecord schedule, string name, CancellationToken cancellationToken)
    {
        try
        {
            var body = Encoding.UTF8.GetBytes(RunBody.Of(schedule, name).ToJsonString());
            _ = await api.SendAsync(ApiRequests.Create(SparkResources.SparkApplications, schedule.Namespace, body), cancellationToken);
            return null;
        }
        catch (ApiStatusException error) when (error.IsAlreadyExists)
        {
            // Ours from a pass whose answer was lost: the run of this instant is made.
            var (holding, _) = await new OwnedObjects(api, schedule).LookAsync(SparkResources.SparkApplications, name, null, cancellationToken);
            return holding is Holding.Foreign
                ? new Rejection("NameConflict", $"sparkapplications \"{name}\" already exists and does not belong to this schedule (NameConflict).", "Delete that application.")
                : null;
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return rejection;
        }
    }
}
