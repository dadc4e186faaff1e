using System.Text.Json.Nodes;

namespace LocalCluster.FieldManagement;

/// <summary>Puts an applied configuration over a live object, and takes paths out of one. Both give new objects.</summary>
internal static class TypedMerge
{
    public static JsonNode? Merge(MergeType declared, JsonNode? live, JsonNode? applied)
    {
        var type = declared.For(applied ?? live);
        if (type.IsAtomic || type.Form is not (MergeForm.Map or MergeForm.List) || (live is not null && applied is not null && live.GetType() != applied.GetType()))
            return (applied ?? live)?.DeepClone();
        return type.Form is MergeForm.Map
            ? MergeMaps(type, live as JsonObject ?? [], applied as JsonObject ?? [])
            : MergeLists(type, live as JsonArray ?? [], applied as JsonArray ?? []);
    }

    /// <summary>Without the members and elements at these paths. What becomes empty by that is null, as nobody asked for it to be empty.</summary>
    public static JsonNode? Remove(MergeType declared, JsonNode? value, FieldSet paths)
    {
        var type = declared.For(value);
        switch (value)
        {
            case JsonObject map when type.Form is MergeForm.Map:
                var members = new JsonObject();
                foreach (var (name, member) in map)
                {
                    var below = paths.At(FieldSteps.Field(name));
                    if (below?.IsMember != true)
                        members[name] = below is null ? member?.DeepClone() : Remove(type.OfMember(name) ?? MergeType.Deduced, member, below);
                }

                return members.Count > 0 || map.Count == 0 ? members : null;
            case JsonArray list when type.Form is MergeForm.List && !type.IsAtomic:
                var elements = new JsonArray();
                foreach (var element in list)
                {
                    var below = FieldSteps.Element(type, element) is { } step ? paths.At(step) : null;
                    if (below?.IsMember != true)
                        elements.Add(below is null ? element?.DeepClone() : Remove(type.Element!, element, below));
                }

                return elements.Count > 0 || list.Count == 0 ? elements : null;
            default:
                return value?.DeepClone();
        }
    }

    private static JsonObject MergeMaps(MergeType type, JsonObject live, JsonObject applied)
    {
        var result = new JsonObject();
        foreach (var (name, value) in live)
            result[name] = applied.TryGetPropertyValue(name, out var wanted) ? Merge(type.OfMember(name) ?? MergeType.Deduced, value, wanted) : value?.DeepClone();
        foreach (var (name, value) in applied)
        {
            if (!live.ContainsKey(name))
                result[name] = value?.DeepClone();
        }

        return result;
    }

    // The applied order wins for what is applied; what is not keeps its place among its neighbours.
    private static JsonArray MergeLists(MergeType type, JsonArray live, JsonArray applied)
    {
        var (left, right) = (Steps(type, live), Steps(type, applied));
        var (atLeft, atRight) = (Index(left), Index(right));
        var shared = new Queue<string>(right.Where(atLeft.ContainsKey));
        var next = shared.Count > 0 ? shared.Dequeue() : null;
        var (merged, result) = (new HashSet<string>(StringComparer.Ordinal), new JsonArray());

        void Take(string step)
        {
            _ = merged.Add(step);
            result.Add(atLeft.TryGetValue(step, out var there) ? Merge(type.Element!, live[there], applied[atRight[step]]) : applied[atRight[step]]?.DeepClone());
        }

        for (var (l, r) = (0, 0); l < left.Count || r < right.Count;)
        {
            if (l < left.Count && r < right.Count && left[l] == right[r])
            {
                Take(right[r]);
                (l, r) = (l + 1, r + 1);
                next = shared.Count > 0 ? shared.Dequeue() : null;
                continue;
            }

            // Applied as well, but its turn comes later.
            if (l < left.Count && r < right.Count && atRight.ContainsKey(left[l]) && next is not null && next != left[l])
            {
                l++;
                continue;
            }

            if (l < left.Count && !atRight.ContainsKey(left[l]))
            {
                result.Add(live[l++]?.DeepClone());
                continue;
            }

            if (l < left.Count && merged.Contains(left[l]))
                l++;
            if (r >= right.Count)
                continue;
            Take(right[r]);
            if (next == right[r++])
                next = shared.Count > 0 ? shared.Dequeue() : null;
        }

        return result;
    }

    private static List<string> Steps(MergeType type, JsonArray list) => [.. list.Select((element, at) => FieldSteps.Element(type, element) ?? $"i:{at}")];

    private static Dictionary<string, int> Index(List<string> steps)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < steps.Count; i++)
            _ = index.TryAdd(steps[i], i);
        return index;
    }
}
