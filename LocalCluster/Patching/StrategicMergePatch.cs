using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Patching;

/// <summary>Kubernetes' merge patch for built-in kinds: some lists merge by key, and directives say what to delete, replace and reorder.</summary>
internal static class StrategicMergePatch
{
    private const string Order = "$setElementOrder/";
    private const string Primitives = "$deleteFromPrimitiveList/";
    private const string Retain = "$retainKeys";

    public static JsonObject Apply(JsonObject target, JsonObject patch) => ApplyObject(target, patch, null);

    private static JsonObject ApplyObject(JsonObject target, JsonObject patch, string? field)
    {
        switch (patch.TextAt("$patch"))
        {
            case "replace":
                return Plain(patch);
            case "delete":
                return [];
        }

        if (patch.ListAt(Retain) is { } retained)
        {
            var keep = retained.Texts().ToHashSet();
            foreach (var name in target.Select(pair => pair.Key).Where(name => !keep.Contains(name)).ToList())
                _ = target.Remove(name);
        }

        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(Primitives, StringComparison.Ordinal))
                RemoveFrom(target, name[Primitives.Length..], value);
        }

        foreach (var (name, value) in patch)
        {
            if (!name.StartsWith('$'))
                ApplyMember(target, name, value, patch.ListAt(Order + name), field);
        }

        // An order without a change of the list itself still reorders.
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(Order, StringComparison.Ordinal) && value is JsonArray order && !patch.ContainsKey(name[Order.Length..])
                && target.ListAt(name[Order.Length..]) is { } list)
                Reorder(list, order, MergeKeys.Of(name[Order.Length..], field));
        }

        return target;
    }

    private static void ApplyMember(JsonObject target, string name, JsonNode? value, JsonArray? order, string? field)
    {
        switch (value)
        {
            case null:
                _ = target.Remove(name);
                break;
            case JsonObject changes:
                if (changes.TextAt("$patch") is "delete")
                    _ = target.Remove(name);
                else
                {
                    if (target[name] is not JsonObject current)
                        target[name] = current = [];
                    var merged = ApplyObject(current, changes, name);
                    if (!ReferenceEquals(merged, current))
                        target[name] = merged;
                }

                break;
            case JsonArray changes when target[name] is JsonArray list && MergeKeys.Of(name, field) is { } key && changes.All(e => e is JsonObject):
                MergeByKey(list, changes, key, name);
                if (order is not null)
                    Reorder(list, order, key);
                break;
            case JsonArray changes when target[name] is JsonArray list && MergeKeys.IsSet(name):
                foreach (var element in changes.Where(e => !list.Any(known => JsonNode.DeepEquals(known, e))).ToList())
                    list.Add(element?.DeepClone());
                if (order is not null)
                    Reorder(list, order, null);
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

    private static void MergeByKey(JsonArray list, JsonArray changes, string key, string field)
    {
        if (changes.Objects().Any(change => change.TextAt("$patch") is "replace"))
        {
            list.Clear();
            foreach (var change in changes.Objects().Where(change => change.TextAt("$patch") is null))
                list.Add(Plain(change));
            return;
        }

        foreach (var change in changes.Objects())
        {
            var existing = list.Objects().FirstOrDefault(element => JsonNode.DeepEquals(element[key], change[key]));
            if (change.TextAt("$patch") is "delete")
            {
                if (existing is not null)
                    _ = list.Remove(existing);
            }
            else if (existing is not null)
                _ = ApplyObject(existing, change, field);
            else
                list.Add(Plain(change));
        }
    }

    // Elements that the order names stand in its order; those it does not know keep their place behind what they followed.
    private static void Reorder(JsonArray list, JsonArray order, string? key)
    {
        var places = new List<JsonNode?>(order.Select(o => key is null ? o : o?[key]));
        int Rank(JsonNode? element)
        {
            var own = key is null ? element : (element as JsonObject)?[key];
            return places.FindIndex(place => JsonNode.DeepEquals(place, own));
        }

        var elements = list.ToList();
        var known = new Queue<JsonNode?>(elements.Where(e => Rank(e) >= 0).OrderBy(Rank));
        var result = new List<JsonNode?>();
        var sorted = known.ToList();
        var unknown = elements.Where(e => Rank(e) < 0).ToList();
        result.AddRange(sorted);
        foreach (var element in unknown)
        {
            var before = elements.Take(elements.IndexOf(element)).LastOrDefault(e => result.Contains(e));
            result.Insert(before is null ? 0 : result.IndexOf(before) + 1, element);
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
