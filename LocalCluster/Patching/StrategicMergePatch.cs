using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.FieldManagement;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Patching;

/// <summary>Kubernetes' merge patch for built-in kinds: some lists merge by key, and directives say what to delete, replace and reorder.</summary>
internal static class StrategicMergePatch
{
    private const string Order = "$setElementOrder/";
    private const string Primitives = "$deleteFromPrimitiveList/";
    private const string Retain = "$retainKeys";

    /// <summary>Changes <paramref name="target"/>; the type says which lists merge, and by what.</summary>
    public static JsonObject Apply(ApiType type, JsonObject target, JsonObject patch) => ApplyObject(type, target, patch);

    private static JsonObject ApplyObject(ApiType? type, JsonObject target, JsonObject patch)
    {
        switch (patch.TextAt("$patch"))
        {
            case "replace":
                return Plain(patch);
            case "delete":
                return [];
            case { } unknown and not "merge":
                throw new JsonPatchException($"unknown patch type: {unknown} in map: {GoValues.Show(patch)}");
        }

        RetainKeys(target, patch);
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(Primitives, StringComparison.Ordinal))
                RemoveFrom(target, name[Primitives.Length..], value);
        }

        foreach (var (name, value) in patch)
        {
            if (!name.StartsWith('$'))
                ApplyMember(type?.Find(name), target, name, value, patch.ListAt(Order + name));
        }

        // An order without a change of the list itself still reorders.
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(Order, StringComparison.Ordinal) && value is JsonArray order && !patch.ContainsKey(name[Order.Length..])
                && target.ListAt(name[Order.Length..]) is { } list)
                Reorder(list, list.ToList(), order, type?.Find(name[Order.Length..])?.Merging.PatchKey);
        }

        return target;
    }

    private static void RetainKeys(JsonObject target, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(Retain, out var given))
            return;
        var keep = given is JsonArray list ? list.Texts().ToHashSet(StringComparer.Ordinal) : throw Refusals.BadRequest("invalid patch format of retainKeys");
        if (patch.Any(pair => !pair.Key.StartsWith('$') && pair.Value is not null && !keep.Contains(pair.Key)))
            throw Refusals.BadRequest("invalid patch format of retainKeys");
        foreach (var name in target.Select(pair => pair.Key).Where(name => !keep.Contains(name)).ToList())
            _ = target.Remove(name);
    }

    private static void ApplyMember(ApiField? field, JsonObject target, string name, JsonNode? value, JsonArray? order)
    {
        var merges = field?.Merging.PatchStrategies.Contains("merge") == true;
        switch (value)
        {
            case null:
                _ = target.Remove(name);
                break;
            case JsonObject changes when changes.TextAt("$patch") is "delete":
                _ = target.Remove(name);
                break;
            case JsonObject changes:
                if (target[name] is not JsonObject current)
                    target[name] = current = [];
                var merged = ApplyObject(field?.Type.Struct?.Value, current, changes);
                if (!ReferenceEquals(merged, current))
                    target[name] = merged;
                break;
            case JsonArray changes when merges && target[name] is JsonArray list && field!.Merging.PatchKey is { } key:
                var before = ((JsonArray)list.DeepClone()).ToList();
                MergeByKey(list, changes, key, field.Type.Element?.Struct?.Value);
                Reorder(list, before, order ?? changes, key);
                break;
            case JsonArray changes when merges && target[name] is JsonArray list:
                foreach (var element in changes.Where(e => !list.Any(known => JsonNode.DeepEquals(known, e))).ToList())
                    list.Add(element?.DeepClone());
                if (order is not null)
                    Reorder(list, list.ToList(), order, null);
                break;
            case JsonArray changes:
                target[name] = new JsonArray([.. changes.Where(e => e is not JsonObject o || o.TextAt("$patch") is null)
                    .Select(e => e is JsonObject o ? Plain(o) : e?.DeepClone())]);
                break;
            default:
                target[name] = value.DeepClone();
                break;
        }
    }

    private static void MergeByKey(JsonArray list, JsonArray changes, string key, ApiType? element)
    {
        if (changes.Objects().Any(change => change.TextAt("$patch") is "replace"))
        {
            list.Clear();
            foreach (var change in changes.Objects().Where(change => change.TextAt("$patch") is null))
                list.Add((JsonNode?)Plain(change));
            return;
        }

        foreach (var change in changes.Objects())
        {
            if (!change.ContainsKey(key))
                throw new JsonPatchException($"map: map[{string.Join(' ', change.Select(pair => $"{pair.Key}:{pair.Value.AsText() ?? pair.Value.ToText()}"))}] does not contain declared merge key: {key}");
            var existing = list.Objects().FirstOrDefault(known => JsonNode.DeepEquals(known[key], change[key]));
            if (change.TextAt("$patch") is "delete")
            {
                if (existing is not null)
                    _ = list.Remove(existing);
            }
            else if (existing is not null)
                _ = ApplyObject(element, existing, change);
            else
                list.Add((JsonNode?)Plain(change));
        }
    }

    // As a real server does: elements of the patch in the patch's order, the others in theirs, merged so that a stranger
    // goes first only where both were there before and it stood in front.
    private static void Reorder(JsonArray list, IReadOnlyList<JsonNode?> before, JsonArray order, string? key)
    {
        JsonNode? Identity(JsonNode? element) => key is null ? element : (element as JsonObject)?[key];
        int Place(IEnumerable<JsonNode?> elements, JsonNode? element) =>
            elements.Select((other, at) => (other, at)).FirstOrDefault(pair => JsonNode.DeepEquals(Identity(pair.other), Identity(element)), (null, -1)).at;

        var elements = list.ToList();
        var named = elements.Where(element => Place(order, element) >= 0).OrderBy(element => Place(order, element)).ToList();
        var others = elements.Where(element => Place(order, element) < 0).ToList();
        var result = new List<JsonNode?>();
        var (i, j) = (0, 0);
        while (i < others.Count || j < named.Count)
        {
            var takesOther = j >= named.Count
                || (i < others.Count && Place(before, others[i]) is >= 0 and var left && Place(before, named[j]) is >= 0 and var right && left < right);
            result.Add(takesOther ? others[i++] : named[j++]);
        }

        list.Clear();
        foreach (var element in result)
            list.Add(element);
    }

    private static void RemoveFrom(JsonObject target, string field, JsonNode? values)
    {
        if (target.ListAt(field) is not { } list)
            return;
        foreach (var value in values as JsonArray ?? [])
        {
            foreach (var found in list.Where(element => JsonNode.DeepEquals(element, value)).ToList())
                _ = list.Remove(found);
        }
    }

    /// <summary>A part that is new to the target, without the directives.</summary>
    private static JsonObject Plain(JsonObject patch)
    {
        var result = new JsonObject();
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith('$') || value is null)
                continue;
            result[name] = value switch
            {
                JsonObject map => Plain(map),
                JsonArray list => new JsonArray([.. list.Where(e => e is not JsonObject o || o.TextAt("$patch") is not "delete").Select(e => e is JsonObject o ? Plain(o) : e?.DeepClone())]),
                _ => value.DeepClone(),
            };
        }

        return result;
    }
}
