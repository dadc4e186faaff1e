using System.Text;
using System.Text.Json.Nodes;
using Testing.Kubernetes;

namespace Simulation.Tests.Whole;

/// <summary>Every change of a cluster in order, for watches and for lists of the past.</summary>
internal sealed class History
{
    private readonly List<Change> _changes = [];

    public History(InMemoryCluster cluster)
    {
        // What was there before anybody watched.
        foreach (var item in cluster.Everything)
            _changes.Add(new Change(cluster.Version, PathOf(item), null, item));
        cluster.Changed += (path, before, after, version) =>
        {
            _changes.Add(new Change(version, path, before, after));
            Grown();
        };
    }

    /// <summary>Told after each change.</summary>
    public Action Grown { get; set; } = () => { };

    public int Count => _changes.Count;

    public Change this[int index] => _changes[index];

    /// <summary>The first change after a version.</summary>
    public int After(long version) => _changes.FindIndex(change => change.Version > version) is >= 0 and var index ? index : _changes.Count;

    /// <summary>A collection as it was <paramref name="changes"/> changes of any object ago.</summary>
    public JsonObject ListOf(string collection, Func<JsonObject, bool> selects, int changes)
    {
        var until = Math.Max(0, _changes.Count - changes);
        var items = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var change in _changes.Take(until).Where(change => change.IsIn(collection)))
        {
            if (change.After is { } item && selects(item))
                items[change.Path] = item;
            else
                _ = items.Remove(change.Path);
        }

        return new JsonObject
        {
            ["kind"] = "List",
            ["metadata"] = new JsonObject { ["resourceVersion"] = $"{(until == 0 ? 1 : _changes[until - 1].Version)}" },
            ["items"] = new JsonArray([.. items.Values.Select(item => item.DeepClone())]),
        };
    }

    private static string PathOf(JsonObject item) =>
        $"{SimulatedCluster.Collection($"{((string)item["kind"]!).ToLowerInvariant()}s")}/{SimulatedCluster.NameOf(item)}";

    /// <summary>One change; null stands for an object that was not there, or is not any more.</summary>
    internal sealed record Change(long Version, string Path, JsonObject? Before, JsonObject? After)
    {
        public bool IsIn(string collection) => Path.StartsWith(collection, StringComparison.Ordinal) && Path.Length > collection.Length && Path[collection.Length] == '/';

        /// <summary>The line of a watch.</summary>
        public byte[] ToLine()
        {
            var item = (JsonObject)(After ?? Before!).DeepClone();
            item["metadata"]!["resourceVersion"] = $"{Version}";
            var type = (Before, After) switch { (null, _) => "ADDED", (_, null) => "DELETED", _ => "MODIFIED" };
            return Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["object"] = item }.ToJsonString());
        }
    }
}
