using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Controller.Objects;
using Kubernetes.Client.Watching;

namespace Controller.Recording;

/// <summary>
/// What we last wrote about each object, and what the API server last showed of it when it was asked itself, so that a cache that has not caught up is not mistaken for the truth, and
/// a server that drops fields of a newer schema is not written to for ever.
/// </summary>
public sealed class LastWrites
{
    private readonly ConcurrentDictionary<ObjectKey, Write> _writes = new();
    private readonly ConcurrentDictionary<ObjectKey, Look> _looks = new();

    public void Remember(ObjectRecord before, ObjectRecord returned, JsonObject wanted, DateTimeOffset at) =>
        _writes[returned.Key] =
            new Write(returned.Uid, before.ResourceVersion, returned.ResourceVersion, returned.StatusDocument(), wanted, at);

    /// <summary>A live look has shown this.</summary>
    public void Saw(ObjectRecord record, DateTimeOffset at) => _looks[record.Key] = new Look(record.Uid, record.ResourceVersion, at);

    public void Forget(ObjectKey key)
    {
        _ = _writes.TryRemove(key, out _);
        _ = _looks.TryRemove(key, out _);
    }

    /// <summary>Since when something newer than the record is known: our last write, or else what a live look has shown. Null: nothing is.</summary>
    public DateTimeOffset? StaleSince(ObjectRecord record) =>
        AreNewerThan(record) ? At(record)
        : _looks.TryGetValue(record.Key, out var look) && look.Uid == record.Uid && IsBefore(record.ResourceVersion, look.Version) is true ? look.At
        : null;

    /// <summary>True when the record is from before our last write.</summary>
    public bool AreNewerThan(ObjectRecord record) =>
        Find(record) is { } write && write.After != record.ResourceVersion && IsBefore(record.ResourceVersion, write);

    /// <summary>True when we wrote the same before and this is what the server made of it.</summary>
    public bool HaveSaid(ObjectRecord record, JsonObject now, JsonObject wanted) =>
        Find(record) is { } write && JsonNode.DeepEquals(write.Wanted, wanted) && JsonNode.DeepEquals(write.Returned, now);

    public DateTimeOffset? At(ObjectRecord record) => Find(record)?.At;

    /// <summary>The version that the object has now, as far as we know.</summary>
    public string VersionOf(ObjectRecord record) => Find(record) is { } write && IsBefore(record.ResourceVersion, write) ? write.After : record.ResourceVersion;

    private Write? Find(ObjectRecord record) =>
        _writes.TryGetValue(record.Key, out var write) && write.Uid == record.Uid ? write : null;

    // Versions of one resource grow; where a server writes them in another way, only the version that we wrote upon is known to be older.
    private static bool IsBefore(string version, Write write) => IsBefore(version, write.After) ?? version == write.Before;

    private static bool? IsBefore(string version, string other) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var one)
        && ulong.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out var two)
            ? one < two
            : null;

    private sealed record Look(string Uid, string Version, DateTimeOffset At);

    private sealed record Write(string Uid, string Before, string After, JsonObject Returned, JsonObject Wanted, DateTimeOffset At);
}
