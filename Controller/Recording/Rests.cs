using System.Collections.Concurrent;
using System.Collections.Immutable;
using Controller.Applications;
using Controller.Pods;
using Kubernetes.Client.Watching;

namespace Controller.Recording;

/// <summary>
/// What was last decided on for each application whose decision was to wait: as long as nothing else is seen, and its time is not up, it would be decided again. Usually this is our own
/// status that comes back by the watch.
/// </summary>
internal sealed class Rests(TimeProvider clock)
{
    private readonly ConcurrentDictionary<ObjectKey, Rest> _rests = new();

    /// <param name="uid">Of the application.</param>
    /// <param name="version">That it has once everything decided is recorded.</param>
    /// <param name="pods">That were seen.</param>
    /// <param name="time">Until which nothing changes by itself.</param>
    public void Begin(ObjectKey key, string uid, string version, ImmutableArray<PodRecord> pods, TimeSpan time) =>
        _rests[key] = new Rest(uid, version, pods, clock.GetTimestamp(), time);

    public void Forget(ObjectKey key) => _ = _rests.TryRemove(key, out _);

    /// <summary>What is left of the wait; zero when it is over and nothing was heard meanwhile; null when something is new.</summary>
    public TimeSpan? Left(ApplicationRecord record, IReadOnlyList<PodRecord> pods)
    {
        if (!_rests.TryGetValue(record.Key, out var rest))
            return null;
        var isQuiet = rest.Uid == record.Uid && rest.Version == record.ResourceVersion && AreSame(rest.Pods, pods);
        var left = rest.Time - clock.GetElapsedTime(rest.Since);
        if (isQuiet && left > TimeSpan.Zero)
            return left;

        Forget(record.Key);
        return isQuiet ? TimeSpan.Zero : null;
    }

    private static bool AreSame(ImmutableArray<PodRecord> before, IReadOnlyList<PodRecord> now)
    {
        if (before.Length != now.Count)
            return false;
        for (var index = 0; index < before.Length; index++)
        {
            if (!ReferenceEquals(before[index], now[index]) && !PodRecord.AreSame(before[index], now[index]))
                return false;
        }

        return true;
    }

    private sealed record Rest(string Uid, string Version, ImmutableArray<PodRecord> Pods, long Since, TimeSpan Time);
}
