using System.Globalization;
using LocalCluster.Errors;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary>What a watch asked for.</summary>
/// <param name="After">Begin after this revision; null: now.</param>
/// <param name="StartsWithAll">First an ADDED for everything that is there.</param>
internal sealed record WatchOptions(Selection Selection, string? Namespace, string? Name, long? After, bool StartsWithAll, bool MarksInitialEnd, bool Bookmarks, TimeSpan Timeout)
{
    // Ten years: what is longer than anything is as good as for ever.
    private const long LongestSeconds = 10 * 365 * 86_400L;

    public static WatchOptions Read(ResourceKind kind, RequestTarget target, QueryParameters query, Identities identities)
    {
        var version = query.Get("resourceVersion") ?? "";
        var match = query.Get("resourceVersionMatch") ?? "";
        var initial = query.Get("sendInitialEvents");
        CheckInitialEvents(initial, match);

        long? revision = null;
        if (version is not ("" or "0"))
        {
            if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
                throw Refusals.Of(500, null, $"resourceVersion: Invalid value: \"{version}\": strconv.ParseUint: parsing \"{version}\": invalid syntax");
            revision = parsed;
        }

        var all = initial is "true" || (initial is null && revision is null);
        var bookmarks = query.Flag("allowWatchBookmarks");
        // Real servers spread the ends over half an hour, so that clients do not come back together.
        var seconds = query.Whole("timeoutSeconds") is { } asked and not 0 ? Math.Min(asked, LongestSeconds) : identities.Number(1800, 3600);
        return new WatchOptions(
            Selection.Read(kind, query), kind.Namespaced ? target.Namespace : "", target.Name, all ? null : revision, all,
            all && initial is "true" && bookmarks, bookmarks, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>What this change looks like from here; null if it is out of sight.</summary>
    public string? Seen(StoreEvent change)
    {
        if (Namespace is { Length: > 0 } && change.Object.Key.Namespace != Namespace)
            return null;
        if (Name is not null && change.Object.Key.Name != Name)
            return null;
        var before = change.Previous is not null && Selection.Matches(change.Previous);
        var after = change.Type is not StoreEventType.Deleted && Selection.Matches(change.Object);
        return (before, after) switch
        {
            (false, true) => "ADDED",
            (true, true) => "MODIFIED",
            (true, false) => "DELETED",
            _ => null,
        };
    }

    private static void CheckInitialEvents(string? initial, string match)
    {
        if (initial is null && match is not "")
            throw Lists.ListOptions(Cause.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
        if (initial is not null && match is not "NotOlderThan")
            throw Lists.ListOptions(match is ""
                ? Cause.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
                : Cause.NotSupported("resourceVersionMatch", match, ["NotOlderThan"]));
    }
}
