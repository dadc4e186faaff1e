using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;

namespace LocalCluster.Controllers.Watching;

/// <summary>A collection followed without gaps: what is there, then what changes, and after a lost watch the difference.</summary>
internal static class Following
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Yields <c>ADDED</c>, <c>MODIFIED</c> and <c>DELETED</c> for ever. Ends when the collection itself is gone (404 or 403), after
    /// <c>DELETED</c> for all that was known. A <c>DELETED</c> that was found by comparing carries identity only.
    /// Objects belong to the server: clone before changing one.
    /// </summary>
    public static async IAsyncEnumerable<WatchEvent> FollowAsync(
        this IClusterApi api, string path, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken, UserInfo? user = null)
    {
        var known = new Dictionary<string, KnownObject>();
        while (true)
        {
            var list = await api.SendAsync(new ApiCall("GET", path, user ?? UserInfo.Master), cancellationToken);
            if (list.Status is 404 or 403)
            {
                foreach (var gone in known.Values)
                    yield return gone.Deleted();
                yield break;
            }

            if (!list.Succeeded())
            {
                await Task.Delay(RetryDelay, clock, cancellationToken);
                continue;
            }

            foreach (var change in Replace(known, list.Body))
                yield return change;

            var version = list.Body.TextAt("metadata", "resourceVersion");
            var watch = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}watch=true&allowWatchBookmarks=true&resourceVersion={version}";
            await foreach (var change in api.WatchAsync(new ApiCall("GET", watch, user ?? UserInfo.Master), cancellationToken))
            {
                if (change.Type is "ERROR")
                    break;
                if (change.Type is "BOOKMARK")
                    continue;
                Remember(known, change);
                yield return change;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static List<WatchEvent> Replace(Dictionary<string, KnownObject> known, JsonNode list)
    {
        var changes = new List<WatchEvent>();
        var present = new HashSet<string>();
        foreach (var item in list.ListAt("items").Objects())
        {
            var identity = KnownObject.Of(item);
            _ = present.Add(identity.Key);
            var before = known.GetValueOrDefault(identity.Key);
            if (before is not null && before.Uid != identity.Uid)
            {
                changes.Add(before.Deleted());
                before = null;
            }

            if (before?.Version != identity.Version)
                changes.Add(new WatchEvent(before is null ? "ADDED" : "MODIFIED", item));
            known[identity.Key] = identity;
        }

        foreach (var gone in known.Values.Where(one => !present.Contains(one.Key)).ToList())
        {
            _ = known.Remove(gone.Key);
            changes.Add(gone.Deleted());
        }

        return changes;
    }

    private static void Remember(Dictionary<string, KnownObject> known, WatchEvent change)
    {
        var identity = KnownObject.Of(change.Object);
        if (change.Type is "DELETED")
            _ = known.Remove(identity.Key);
        else
            known[identity.Key] = identity;
    }

    private sealed record KnownObject(string? Namespace, string Name, string Uid, string? Version)
    {
        public string Key => $"{Namespace}/{Name}";

        public static KnownObject Of(JsonObject item) => new(
            item.TextAt("metadata", "namespace"), item.TextAt("metadata", "name") ?? "", item.TextAt("metadata", "uid") ?? "", item.TextAt("metadata", "resourceVersion"));

        public WatchEvent Deleted()
        {
            var metadata = new JsonObject { ["name"] = Name, ["uid"] = Uid };
            if (Namespace is not null)
                metadata["namespace"] = Namespace;
            return new WatchEvent("DELETED", new JsonObject { ["metadata"] = metadata });
        }
    }
}
