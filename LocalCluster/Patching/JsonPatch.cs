using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Patching;

/// <summary>An operation that cannot be applied; the message is the one of a real server.</summary>
#pragma warning disable CA1032, CA1064 // Internal, and never without its sentence.
internal sealed class JsonPatchException(string message) : Exception(message);
#pragma warning restore CA1032, CA1064

/// <summary>RFC 6902, with the two liberties of a real server: <c>replace</c> of what is not there adds it, <c>test</c> of null matches absence.</summary>
internal static class JsonPatch
{
    public static JsonNode? Apply(JsonNode? root, JsonArray operations)
    {
        foreach (var operation in operations)
            root = ApplyOne(root, operation as JsonObject ?? throw new JsonPatchException("json: cannot unmarshal into Go value of type jsonpatch.Operation"));
        return root;
    }

    private static JsonNode? ApplyOne(JsonNode? root, JsonObject operation)
    {
        var path = operation.TextAt("path") ?? throw new JsonPatchException("Unexpected kind: path is missing");
        switch (operation.TextAt("op"))
        {
            case "add":
                return Add(root, path, operation["value"]?.DeepClone());
            case "replace":
                return Replace(root, path, operation["value"]?.DeepClone());
            case "remove":
                return Remove(root, path);
            case "test":
                var (found, value) = Find(root, path);
                return (found ? JsonNode.DeepEquals(value, operation["value"]) : operation["value"] is null)
                    ? root : throw new JsonPatchException($"testing value {path} failed: test failed");
            case "copy":
                return Add(root, path, Source(root, operation, "copy")?.DeepClone());
            case "move":
                var moved = Source(root, operation, "move")?.DeepClone();
                return Add(Remove(root, operation.TextAt("from")!), path, moved);
            case var unknown:
                throw new JsonPatchException($"Unexpected kind: {unknown}");
        }
    }

    private static JsonNode? Source(JsonNode? root, JsonObject operation, string op)
    {
        var from = operation.TextAt("from") ?? throw new JsonPatchException($"unable to decode from field for {op}");
        var (found, value) = Find(root, from);
        return found ? value : throw new JsonPatchException($"error in {op} for path: '{from}': missing value");
    }

    private static JsonNode? Add(JsonNode? root, string path, JsonNode? value)
    {
        if (path.Length == 0)
            return value;
        switch (Parent(root, path, "add"))
        {
            case (JsonObject map, var name):
                map[name] = value;
                break;
            case (JsonArray list, "-"):
                list.Add(value);
                break;
            case (JsonArray list, var index):
                list.Insert(Index(index, list.Count, "add", path), value);
                break;
        }

        return root;
    }

    private static JsonNode? Replace(JsonNode? root, string path, JsonNode? value)
    {
        if (path.Length == 0)
            return value;
        switch (Parent(root, path, "replace"))
        {
            case (JsonObject map, var name):
                map[name] = value;
                break;
            case (JsonArray list, var index):
                list[Index(index, list.Count - 1, "replace", path)] = value;
                break;
        }

        return root;
    }

    private static JsonNode? Remove(JsonNode? root, string path)
    {
        if (path.Length == 0)
            return null;
        switch (Parent(root, path, "remove"))
        {
            case (JsonObject map, var name):
                if (!map.Remove(name))
                    throw new JsonPatchException($"error in remove for path: '{path}': Unable to remove nonexistent key: {name}: missing value");
                break;
            case (JsonArray list, var index):
                list.RemoveAt(Index(index, list.Count - 1, "remove", path));
                break;
        }

        return root;
    }

    private static (bool Found, JsonNode? Value) Find(JsonNode? root, string path)
    {
        var node = root;
        foreach (var step in Steps(path))
        {
            switch (node)
            {
                case JsonObject map when map.TryGetPropertyValue(step, out var child):
                    node = child;
                    break;
                case JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < list.Count:
                    node = list[at];
                    break;
                default:
                    return (false, null);
            }
        }

        return (true, node);
    }

    private static (JsonNode Parent, string Name) Parent(JsonNode? root, string path, string op)
    {
        var at = path.LastIndexOf('/');
        if (at < 0)
            throw new JsonPatchException($"{op} operation does not apply: doc is missing path: \"{path}\": missing value");
        var (found, parent) = Find(root, path[..at]);
        return found && parent is JsonObject or JsonArray
            ? (parent, Unescape(path[(at + 1)..]))
            : throw new JsonPatchException($"{op} operation does not apply: doc is missing path: \"{path}\": missing value");
    }

    private static int Index(string text, int most, string op, string path) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= most
            ? index : throw new JsonPatchException($"error in {op} for path: '{path}': Unable to access invalid index: {text}: invalid index referenced");

    private static IEnumerable<string> Steps(string path) => path.Length == 0 ? [] : path[1..].Split('/').Select(Unescape);

    private static string Unescape(string step) => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
