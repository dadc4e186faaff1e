using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary>One line of a watch. <paramref name="Object"/> is null where <paramref name="Other"/> stands: bookmarks and errors.</summary>
internal sealed record WatchLine(string Type, StoredObject? Object, JsonObject? Other = null);

/// <summary>Watches: what was missed, then what happens, seen through the selectors.</summary>
internal sealed class Watches(Cluster cluster)
{
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BeforeEnd = TimeSpan.FromSeconds(2);

    // No timer is longer than some weeks; after such an alarm the time is looked at again.
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(1);

    /// <summary>Checks the options now, so that a bad request is refused before the stream begins.</summary>
    public IAsyncEnumerable<WatchLine> Open(ResourceKind kind, RequestTarget target, QueryParameters query, CancellationToken cancellationToken)
    {
        var options = WatchOptions.Read(kind, target, query, cluster.Identities);
        var subscription = cluster.Store.Subscribe(kind.Shelf, options.After);
        return Follow(kind, options, subscription, cancellationToken);
    }

    private async IAsyncEnumerable<WatchLine> Follow(
        ResourceKind kind, WatchOptions options, Subscription? subscription, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (subscription is null)
        {
            yield return new WatchLine("ERROR", null, Refusals.Status(410, "Expired", $"too old resource version: {options.After} ({cluster.Store.Revision})"));
            yield break;
        }

        using var left = subscription;
        foreach (var line in Beginning(kind, options, subscription))
            yield return line;

        var ends = cluster.Clock.GetUtcNow() + options.Timeout;
        var bookmark = NextBookmark(cluster.Clock.GetUtcNow(), ends);
        var last = subscription.Start.Revision;
        while (cluster.Clock.GetUtcNow() is var now && now < ends)
        {
            // One alarm for all changes until then.
            var until = options.Bookmarks && bookmark < ends ? bookmark : ends;
            using var alarm = new CancellationTokenSource(TimeSpan.FromTicks(Math.Clamp((until - now).Ticks, 0, LongestAlarm.Ticks)), cluster.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, cancellationToken);
            while (await HasChangesAsync(subscription, either.Token) is { } hasChanges)
            {
                if (!hasChanges)
                    yield break;
                while (subscription.Changes.TryRead(out var change))
                {
                    last = change.Revision;
                    if (options.Seen(change) is { } type)
                        yield return Line(type, change);
                }
            }

            if (cancellationToken.IsCancellationRequested)
                yield break;
            // Two seconds before its end a watch tells where to go on, and so it does every minute.
            if (options.Bookmarks && bookmark <= cluster.Clock.GetUtcNow() && cluster.Clock.GetUtcNow() < ends)
                yield return Bookmark(kind, Math.Max(last, cluster.Store.Revision));
            if (bookmark <= cluster.Clock.GetUtcNow())
                bookmark = NextBookmark(cluster.Clock.GetUtcNow(), ends);
        }
    }

    private static IEnumerable<WatchLine> Beginning(ResourceKind kind, WatchOptions options, Subscription subscription)
    {
        if (options.StartsWithAll)
        {
            foreach (var o in subscription.Start.Objects(options.Namespace).Where(options.Selection.Matches))
                yield return new WatchLine("ADDED", o);
            if (options.MarksInitialEnd)
                yield return Bookmark(kind, subscription.Start.Revision, initialEnd: true);
        }

        foreach (var change in subscription.Missed)
        {
            if (options.Seen(change) is { } type)
                yield return Line(type, change);
        }
    }

    // Who leaves the selection is shown as it was while it belonged to it, under the version of its leaving.
    private static WatchLine Line(string type, StoreEvent change) =>
        new(type, type is "DELETED" && change.Type is not StoreEventType.Deleted ? change.Previous!.At(change.Revision) : change.Object);

    /// <summary>False: there will be none any more; null: the time is up.</summary>
    private static async ValueTask<bool?> HasChangesAsync(Subscription subscription, CancellationToken timeIsUp)
    {
        try
        {
            return await subscription.Changes.WaitToReadAsync(timeIsUp);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static DateTimeOffset NextBookmark(DateTimeOffset now, DateTimeOffset ends)
    {
        var last = ends - BeforeEnd;
        var regular = now + BookmarkEvery;
        return last > now && last < regular ? last : regular;
    }

    private static WatchLine Bookmark(ResourceKind kind, long revision, bool initialEnd = false)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (initialEnd)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        return new WatchLine("BOOKMARK", null, new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata });
    }
}
