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
        var set = Collected(type, value);
        set.IsMember = false;
        return set;
    }

    public static FieldChanges Compare(MergeType type, JsonNode? before, JsonNode? after)
    {
        var changes = new Walk();
        Compare(changes, type, before, after, isBefore: before is not null, isAfter: after is not null);
        var (added, modified, removed) = (changes.Added ?? new FieldSet(), changes.Modified ?? new FieldSet(), changes.Removed ?? new FieldSet());
        // The root is no path.
        added.IsMember = modified.IsMember = removed.IsMember = false;
        return new FieldChanges(added, modified, removed);
    }

    private static FieldSet Collected(MergeType type, JsonNode? value)
    {
        type = type.For(value);
        var set = new FieldSet();
        if (type.IsAtomic || type.Form is not (MergeForm.Map or MergeForm.List))
        {
            set.IsMember = true;
        }
        else if (value is JsonObject map && type.Form is MergeForm.Map)
        {
            foreach (var (name, member) in map)
            {
                var below = Collected(type.OfMember(name) ?? MergeType.Deduced, member);
                below.IsMember |= member is null or JsonObject { Count: 0 } || type.Field(name) is null;
                if (!below.IsEmpty)
                    set.Put(FieldSteps.Field(name), below);
            }
        }
        else if (value is JsonArray list && type.Form is MergeForm.List)
        {
            foreach (var element in list)
            {
                if (FieldSteps.Element(type, element) is not { } step)
                    continue;
                var below = Collected(type.Element!, element);
                below.IsMember = true;
                set.Put(step, set.At(step) is { } twice ? twice.Union(below) : below);
            }
        }

        return set;
    }

    private static void Compare(Walk changes, MergeType declared, JsonNode? before, JsonNode? after, bool isBefore, bool isAfter)
    {
        // Most of an object stays as it is, and equality is found without naming every path in it.
        if (isBefore && isAfter && JsonNode.DeepEquals(before, after))
            return;
        var (type, wasType) = (declared.For(isAfter ? after : before), declared.For(isBefore ? before : after));
        var isLeaf = type.IsAtomic || type.Form is not (MergeForm.Map or MergeForm.List) || wasType.Form != type.Form || (IsEmpty(before) && IsEmpty(after));
        if (isLeaf)
        {
            if (isBefore && isAfter)
                (changes.Modified ??= new()).IsMember = true;
            else
                changes.Mark(isBefore, isAfter);
            return;
        }

        if (type.Form is MergeForm.Map)
            CompareMaps(changes, type, before as JsonObject, after as JsonObject);
        else
            CompareLists(changes, type, before as JsonArray, after as JsonArray);
        changes.Mark(isBefore, isAfter);
    }

    private static void CompareMaps(Walk changes, MergeType type, JsonObject? before, JsonObject? after)
    {
        var below = new Walk();
        foreach (var (name, old) in before ?? [])
        {
            JsonNode? now = null;
            var isAfter = after?.TryGetPropertyValue(name, out now) == true;
            Compare(below, type.OfMember(name) ?? MergeType.Deduced, old, now, isBefore: true, isAfter);
            changes.Take(below, FieldSteps.Field(name));
        }

        foreach (var (name, now) in after ?? [])
        {
            if (before?.ContainsKey(name) == true)
                continue;
            Compare(below, type.OfMember(name) ?? MergeType.Deduced, null, now, isBefore: false, isAfter: true);
            changes.Take(below, FieldSteps.Field(name));
        }
    }

    private static void CompareLists(Walk changes, MergeType type, JsonArray? before, JsonArray? after)
    {
        var below = new Walk();
        var (old, now) = (Index(type, before), Index(type, after));
        foreach (var (step, was) in old)
        {
            var isAfter = now.TryGetValue(step, out var @is);
            Compare(below, type.Element!, was, @is, isBefore: true, isAfter);
            changes.Take(below, step);
        }

        foreach (var (step, @is) in now)
        {
            if (old.ContainsKey(step))
                continue;
            Compare(below, type.Element!, null, @is, isBefore: false, isAfter: true);
            changes.Take(below, step);
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

    /// <summary>What is found below one place; null: nothing yet.</summary>
    private sealed class Walk
    {
        public FieldSet? Added { get; private set; }

        public FieldSet? Modified { get; set; }

        public FieldSet? Removed { get; private set; }

        /// <summary>The place itself has come or gone.</summary>
        public void Mark(bool isBefore, bool isAfter)
        {
            if (!isBefore)
                (Added ??= new()).IsMember = true;
            else if (!isAfter)
                (Removed ??= new()).IsMember = true;
        }

        /// <summary>Puts what was found behind a step below it, and leaves the other empty for the next.</summary>
        public void Take(Walk below, string step)
        {
            if (below.Added is not null)
                (Added ??= new()).Put(step, below.Added);
            if (below.Modified is not null)
                (Modified ??= new()).Put(step, below.Modified);
            if (below.Removed is not null)
                (Removed ??= new()).Put(step, below.Removed);
            (below.Added, below.Modified, below.Removed) = (null, null, null);
        }
    }
}
