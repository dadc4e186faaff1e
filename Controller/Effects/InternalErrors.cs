using System.Collections.Concurrent;
using Controller.SparkApplications;
using Kubernetes.Client.Connection;

namespace Controller.Effects;

/// <summary>
/// An API server that answers "internal error" to the creation of a driver or of what it mounts. Usually a webhook of the cluster does not work, which passes or needs a person; it is repeated
/// until patience ends, and counts as a refusal of this attempt then (docs/adr/0008).
/// </summary>
internal sealed class InternalErrors(TimeSpan patience, TimeProvider clock)
{
    // Of attempts whose application went away meanwhile.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _since = new(StringComparer.Ordinal);

    /// <summary>True for words of the API server itself. What a proxy or a lost connection says is about the way to it, not about the object.</summary>
    public static bool Is(ApiStatusException error) => error is { Code: 500, Reason: "InternalError" };

    /// <summary>What the API server said, as if it had been about the object.</summary>
    public static Rejection Said(ApiStatusException error) => new(
        "InternalError", error.Status.Message is { Length: > 0 } said ? said : error.Message,
        "See which webhook or extension of the cluster the message names; a restart policy with onSubmissionFailureRetries tries again by itself.");

    /// <summary>Null while it is to be repeated.</summary>
    public Rejection? Judge(string submissionId, ApiStatusException error)
    {
        var now = clock.GetUtcNow();
        foreach (var (id, _) in _since.Where(entry => now - entry.Value > Forgotten))
            Forget(id);

        if (now - _since.GetOrAdd(submissionId, now) < patience)
            return null;
        Forget(submissionId);
        return Said(error);
    }

    public void Forget(string submissionId) => _ = _since.TryRemove(submissionId, out _);
}
