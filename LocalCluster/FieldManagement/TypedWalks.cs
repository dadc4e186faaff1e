using System.Text.Json.Nodes;

namespace LocalCluster.FieldManagement;

/// <summary>What changed between two objects, as paths.</summary>
internal sealed record FieldChanges(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    public FieldChanges Filter(Func<FieldSet, FieldSet> filter) => new(filter(Added), filter(Modified), filter(Removed));
}

/// <summary>From objects to sets of paths. The rules are those of the library that a real server uses (structured-merge-diff).</summary>
internal static class TypedWalks
{
    /// <summary>The paths that an object speaks about.</summary>
    public static FieldSet FieldsOf(MergeType type, JsonNode? value)
    {
        var set = new FieldSet();
        Collect(set, [], type, value);
        return set;
    }

    public static FieldChanges Compare(MergeType type, JsonNode? before, JsonNode? after)
    {
        var changes = new FieldChanges(new FieldSet(), new FieldSet(), new FieldSet());
        Compare(changes, [], type, before, after, isBefore: before is not null, isAfter: after is not null);
        return changes;
    }

    private static void Collect(FieldSet set, List<string> path, MergeType type, JsonNode? value)
    {
        type = type.For(value);
        if (type.IsAtomic || type.Form is not (MergeForm.Map or MergeForm.List))
        {
            set.Add(path);
            return;
        }

        if (value is JsonObject map && type.Form is MergeForm.Map)
        {
            foreach (var (name, member) in map)
            {
                path.Add(FieldSteps.Field(name));
                Collect(set, path, type.OfMember(name) ?? MergeType.Deduced, member);
                if (member is null or JsonObject { Count: 0 } || type.Field(name) is null)
                    set.Add(path);
                path.RemoveAt(path.Count - 1);
            }
        }
        else if (value is JsonArray list && type.Form is MergeForm.List)
        {
            foreach (var element in list)
            {
                if (FieldSteps.Element(type, element) is not { } step)
                    continue;
                path.Add(step);
                Collect(set, path, type.Element!, element);
                set.Add(path);
                path.RemoveAt(path.Count - 1);
            }
        }
    }

    private static void Compare(FieldChanges changes, List<string> path, MergeType declared, JsonNode? before, JsonNode? after, bool isBefore, bool isAfter)
    {
        // Most of an object stays as it is, and equality is found without naming every path in it.
        if (isBefore && isAfter && JsonNode.DeepEquals(before, after))
            return;
        var (type, wasType) = (declared.For(isAfter ? after : before), declared.For(isBefore ? before : after));
        var isLeaf = type.IsAtomic || type.Form is not (MergeForm.Map or MergeForm.List) || wasType.Form != type.Form || (IsEmpty(before) && IsEmpty(after));
        if (isLeaf)
        {
            if (!isBefore)
                changes.Added.Add(path);
            else if (!isAfter)
                changes.Removed.Add(path);
            else
                changes.Modified.Add(path);
            return;
        }

        if (type.Form is MergeForm.Map)
            CompareMaps(changes, path, type, before as JsonObject, after as JsonObject);
        else
            CompareLists(changes, path, type, before as JsonArray, after as JsonArray);
        if (!isBefore)
            changes.Added.Add(path);
        else if (!isAfter)
            changes.Removed.Add(path);
    }

    private static void CompareMaps(FieldChanges changes, List<string> path, MergeType type, JsonObject? before, JsonObject? after)
    {
        foreach (var name in (before ?? []).Select(pair => pair.Key).Union((after ?? []).Select(pair => pair.Key)))
        {
            JsonNode? old = null, now = null;
            var (isBefore, isAfter) = (before?.TryGetPropertyValue(name, out old) == true, after?.TryGetPropertyValue(name, out now) == true);
            path.Add(FieldSteps.Field(name));
            Compare(changes, path, type.OfMember(name) ?? MergeType.Deduced, old, now, isBefore, isAfter);
            path.RemoveAt(path.Count - 1);
        }
    }

    private static void CompareLists(FieldChanges changes, List<string> path, MergeType type, JsonArray? before, JsonArray? after)
    {
        var (old, now) = (Index(type, before), Index(type, after));
        foreach (var step in old.Keys.Union(now.Keys))
        {
            var (isBefore, isAfter) = (old.TryGetValue(step, out var was), now.TryGetValue(step, out var @is));
            path.Add(step);
            Compare(changes, path, type.Element!, was, @is, isBefore, isAfter);
            path.RemoveAt(path.Count - 1);
        }
    }

    private static Dictionary<string, JsonNode?> Index(MergeType type, JsonArray? list)
    {
        var index = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var element in list ?? [])
        {
            if (FieldSteps.Element(type, element) is { } step)
                _ = index.TryAdd(step, element);
        }

        return index;
    }

    private static bool IsEmpty(JsonNode? value) => value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };
}
