using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Objects;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.SparkApplications;

namespace Controller.Recording;

/// <summary>How an attempt to record ended.</summary>
public enum Recorded
{
    /// <summary>The server keeps the decided status, now or already before.</summary>
    Yes,

    /// <summary>Only what may wait has changed, and the last write is too young.</summary>
    Later,

    /// <summary>Somebody wrote since: read again and decide again.</summary>
    Conflict,

    /// <summary>The object is gone.</summary>
    Gone,
}

/// <summary>Writes a decided status as one merge patch, if it says anything new.</summary>
public sealed class StatusWriter(IKubernetesApi api, LastWrites writes, TimeProvider clock)
{
    /// <summary>Between two writes of changes that may wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public Task<Recorded> RecordAsync(ApplicationRecord record, SparkApplicationStatus decided, CancellationToken cancellationToken) =>
        WriteAsync(SparkResources.SparkApplications, record, StatusChange.Between(record, decided, writes), cancellationToken);

    /// <summary>Likewise for another kind.</summary>
    public Task<Recorded> RecordAsync<T>(KubernetesResource resource, T record, JsonObject decided, CancellationToken cancellationToken) where T : ObjectRecord, new() =>
        WriteAsync(resource, record, StatusChange.Between(record, decided, writes), cancellationToken);

    private async Task<Recorded> WriteAsync<T>(KubernetesResource resource, T record, StatusChange? change, CancellationToken cancellationToken) where T : ObjectRecord, new()
    {
        if (change is null)
            return Recorded.Yes;
        if (change.MayWait && writes.At(record) is { } last && clock.GetUtcNow() - last < Patience)
            return Recorded.Later;

        try
        {
            var answer = await api.SendAsync(
                ApiRequests.PatchStatus(resource, record.Namespace, record.Name, PatchKind.Merge, change.ToBody(record.ResourceVersion)), cancellationToken);
            writes.Remember(record, ObjectProjection.Read<T>(answer.Body.Span), change.Wanted, clock.GetUtcNow());
            return Recorded.Yes;
        }
        catch (ApiStatusException error) when (error.IsConflict)
        {
            return Recorded.Conflict;
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            return Recorded.Gone;
        }
    }
}
