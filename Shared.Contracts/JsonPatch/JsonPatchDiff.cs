using System.Text.Json.Nodes;

namespace Shared.Contracts.JsonPatch;

/// <summary>The changes that lead from one document to another.</summary>
public static class JsonPatchDiff
{
    /// <summary>Applied in order to <paramref name="before"/> they give <paramref name="after"/>; none when the two are equal.</summary>
    public static IReadOnlyList<JsonPatchOperation> Between(JsonNode? before, JsonNode? after)
    {
        var operations = new List<JsonPatchOperation>();
        Compare("", before, after, operations);
        return operations;
    }

    internal static void Compare(string path, JsonNode? before, JsonNode? after, List<JsonPatchOperation> operations)
    {
        switch (before, after)
        {
            case (JsonObject old, JsonObject @new):
                CompareMembers(path, old, @new, operations);
                break;
            case (JsonArray old, JsonArray @new):
                CompareItems(path, old, @new, operations);
                break;
            default:
                if (!JsonNode.DeepEquals(before, after))
                    operations.Add(JsonPatchOperation.Replace(path, after));
                break;
        }
    }

    private static void CompareMembers(string path, JsonObject before, JsonObject after, List<JsonPatchOperation> operations)
    {
        foreach (var (name, value) in before)
        {
            if (after.TryGetPropertyValue(name, out var kept))
                Compare(JsonPointer.Join(path, name), value, kept, operations);
            else
                operations.Add(JsonPatchOperation.Remove(JsonPointer.Join(path, name)));
        }

        foreach (var (name, value) in after)
        {
            if (!before.ContainsKey(name))
                operations.Add(JsonPatchOperation.Add(JsonPointer.Join(path, name), value));
        }
    }

    // What the two lists share at their begin and end stays; the middle is changed item by item, and what one has more is removed or added.
    private static void CompareItems(string path, JsonArray before, JsonArray after, List<JsonPatchOperation> operations)
    {
        var shorter = Math.Min(before.Count, after.Count);
        var head = 0;
        while (head < shorter && JsonNode.DeepEquals(before[head], after[head]))
            head++;

        var tail = 0;
        while (tail < shorter - head && JsonNode.DeepEquals(before[^(tail + 1)], after[^(tail + 1)]))
            tail++;

        var (oldEnd, newEnd) = (before.Count - tail, after.Count - tail);
        var common = Math.Min(oldEnd, newEnd);
        for (var index = head; index < common; index++)
            Compare(JsonPointer.Join(path, index), before[index], after[index], operations);

        // From the end, so that no removal moves an item that is still to be removed.
        for (var index = oldEnd - 1; index >= common; index--)
            operations.Add(JsonPatchOperation.Remove(JsonPointer.Join(path, index)));

        for (var index = common; index < newEnd; index++)
            operations.Add(JsonPatchOperation.Add(tail == 0 ? JsonPointer.Join(path, JsonPointer.End) : JsonPointer.Join(path, index), after[index]));
    }
}
