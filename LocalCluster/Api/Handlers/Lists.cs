using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary>One page of objects, as values; how it is written down is decided elsewhere.</summary>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, long Revision, string? Continue, long? Remaining);

/// <summary>Lists with selectors, pages and versions.</summary>
internal sealed class Lists(Cluster cluster)
{
    // Snapshots of begun lists: later pages show the state of the first. Old ones expire.
    private const int SnapshotsKept = 200;
    private readonly LinkedList<(string Shelf, Snapshot Snapshot)> _begun = new();
    private readonly Lock _lock = new();

    public ListPage Read(ResourceKind kind, RequestTarget target, QueryParameters query)
    {
        var selection = Selection.Read(kind, query);
        var limit = query.Whole("limit") is > 0 and var asked ? asked : long.MaxValue;
        _ = query.Whole("timeoutSeconds");
        CheckOptions(query);
        var (snapshot, after) = Begin(kind, query);

        var matching = snapshot.Objects(kind.Namespaced ? target.Namespace : "")
            .Where(o => after is null || string.CompareOrdinal(Place(o), after) > 0)
            .Where(selection.Matches);
        var items = new List<StoredObject>();
        long rest = 0;
        foreach (var o in matching)
        {
            if (items.Count < limit)
                items.Add(o);
            else
                rest++;
        }

        if (rest == 0)
            return new ListPage(items, snapshot.Revision, null, null);
        Keep(kind.Shelf, snapshot);
        return new ListPage(items, snapshot.Revision, ContinueToken.Write(snapshot.Revision, Place(items[^1])), selection.IsEmpty ? rest : null);
    }

    private (Snapshot Snapshot, string? After) Begin(ResourceKind kind, QueryParameters query)
    {
        var current = cluster.Store.Read(kind.Shelf);
        var match = query.Get("resourceVersionMatch") ?? "";
        var version = query.Get("resourceVersion") ?? "";
        if (query.Get("continue") is { Length: > 0 } token)
        {
            if (version is not ("" or "0"))
                throw Refusals.BadRequest("specifying resource version is not allowed when using continue");
            return Resume(kind, current, ContinueToken.Read(token));
        }

        if (version is "" or "0")
            return (current, null);
        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            throw Refusals.BadRequest($"invalid resource version: resourceVersion: Invalid value: \"{version}\": strconv.ParseUint: parsing \"{version}\": invalid syntax");
        if (revision > current.Revision)
            throw TooNew(revision, current.Revision);
        if (match is not "Exact" || revision == current.Revision)
            return (current, null);
        return (Find(kind.Shelf, revision) ?? cluster.Store.ReadAt(kind.Shelf, revision)
            ?? throw Refusals.Expired($"The resourceVersion for the provided list is too old."), null);
    }

    private (Snapshot Snapshot, string? After) Resume(ResourceKind kind, Snapshot current, (long Revision, string Place) from)
    {
        if (from.Revision < 0)
            return (current, from.Place);
        if ((Find(kind.Shelf, from.Revision) ?? cluster.Store.ReadAt(kind.Shelf, from.Revision)) is { } snapshot)
            return (snapshot, from.Place);

        // The way on is given along: from the same place, in today's state.
        var expired = Refusals.Expired("The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.");
        expired.Status["metadata"] = new JsonObject { ["continue"] = ContinueToken.Write(-1, from.Place) };
        throw expired;
    }

    private static void CheckOptions(QueryParameters query)
    {
        var (version, match) = (query.Get("resourceVersion") ?? "", query.Get("resourceVersionMatch") ?? "");
        var causes = new List<Cause>();
        if (match.Length > 0)
        {
            if (version is "")
                causes.Add(Cause.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            if (query.Get("continue") is { Length: > 0 })
                causes.Add(Cause.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
            if (match is not ("Exact" or "NotOlderThan"))
                causes.Add(Cause.NotSupported("resourceVersionMatch", match, ["Exact", "NotOlderThan", ""]));
            if (match is "Exact" && version is "0")
                causes.Add(Cause.Forbidden("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
        }

        if (query.Get("sendInitialEvents") is not null)
            causes.Add(Cause.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        if (causes.Count > 0)
            throw ListOptions([.. causes]);
    }

    public static Refusal ListOptions(params IReadOnlyList<Cause> causes)
    {
        var details = Refusals.Details("meta.k8s.io", "ListOptions", null);
        details["causes"] = new JsonArray([.. causes.Select(cause => cause.ToJson())]);
        var texts = causes.Select(cause => $"{cause.Field}: {cause.Message}").ToList();
        return Refusals.Of(422, "Invalid", $"ListOptions.meta.k8s.io \"\" is invalid: {(texts is [var only] ? only : $"[{string.Join(", ", texts)}]")}", details);
    }

    public static Refusal TooNew(long asked, long current)
    {
        var refusal = Refusals.Of(504, "Timeout", $"Timeout: Too large resource version: {asked}, current: {current}", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });
        refusal.Headers["Retry-After"] = "1";
        return refusal;
    }

    private void Keep(string shelf, Snapshot snapshot)
    {
        lock (_lock)
        {
            if (_begun.Any(kept => kept.Shelf == shelf && kept.Snapshot.Revision == snapshot.Revision))
                return;
            _ = _begun.AddLast((shelf, snapshot));
            if (_begun.Count > SnapshotsKept)
                _begun.RemoveFirst();
        }
    }

    private Snapshot? Find(string shelf, long revision)
    {
        lock (_lock)
            return _begun.FirstOrDefault(kept => kept.Shelf == shelf && kept.Snapshot.Revision == revision).Snapshot;
    }

    private static string Place(StoredObject o) => $"{o.Key.Namespace}/{o.Key.Name}";

    /// <summary>The opaque place of a next page; a revision of -1 means today's state.</summary>
    private static class ContinueToken
    {
        public static string Write(long revision, string place) =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes(new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = revision, ["start"] = place }.ToText()));

        public static (long Revision, string Place) Read(string token)
        {
            try
            {
                var node = JsonReading.Parse(Convert.FromBase64String(token));
                if (node.NumberAt("rv") is { } revision && node.TextAt("start") is { } place)
                    return (revision, place);
            }
            catch (Exception e) when (e is FormatException or System.Text.Json.JsonException)
            {
                // Falls through: every token that is not ours is answered alike.
            }

            throw Refusals.BadRequest("invalid continue token: continue key is not valid: illegal base64 data at input byte 4");
        }
    }
}
