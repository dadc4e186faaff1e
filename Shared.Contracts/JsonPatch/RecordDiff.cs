using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Shared.Contracts.Serialization;

namespace Shared.Contracts.JsonPatch;

/// <summary>
/// The same changes as <see cref="JsonPatchDiff"/> finds between the documents of two objects, without writing what the two share: an edit of a record
/// leaves most of its parts the very same objects, and those are not looked into.
/// </summary>
public static class RecordDiff
{
    /// <summary>None when the two are equal.</summary>
    public static IReadOnlyList<JsonPatchOperation> Between<T>(T before, T after) where T : class
    {
        var operations = new List<JsonPatchOperation>();
        Compare("", before, after, ContractsJson.TypeInfo<T>(), operations);
        return operations;
    }

    private static void Compare(string path, object before, object after, JsonTypeInfo type, List<JsonPatchOperation> operations)
    {
        if (ReferenceEquals(before, after))
            return;

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when HaveTheSameRest(type, before, after):
                CompareMembers(path, before, after, type, operations);
                break;
            case JsonTypeInfoKind.Enumerable when before is IList old && after is IList @new:
                CompareItems(path, old, @new, ElementOf(type), operations);
                break;
            default:
                if (type.Kind is not JsonTypeInfoKind.None || !before.Equals(after))
                    JsonPatchDiff.Compare(path, Node(before, type), Node(after, type), operations);
                break;
        }
    }

    private static void CompareMembers(string path, object before, object after, JsonTypeInfo type, List<JsonPatchOperation> operations)
    {
        List<JsonPatchOperation>? additions = null;
        foreach (var property in type.Properties)
        {
            if (property.IsExtensionData || property.Get is not { } get)
                continue;
            var (old, @new) = (get(before), get(after));
            if (ReferenceEquals(old, @new))
                continue;

            var member = JsonPointer.Join(path, property.Name);
            var of = type.Options.GetTypeInfo(property.PropertyType);
            if (old is null)
                (additions ??= []).Add(new JsonPatchOperation(JsonPatchOperation.AddOp, member, Node(@new!, of)));
            else if (@new is null)
                operations.Add(JsonPatchOperation.Remove(member));
            else
                Compare(member, old, @new, of, operations);
        }

        operations.AddRange(additions ?? []);
    }

    // What the two lists share at their begin and end stays; the middle is changed item by item, and what one has more is removed or added.
    private static void CompareItems(string path, IList before, IList after, JsonTypeInfo type, List<JsonPatchOperation> operations)
    {
        var shorter = Math.Min(before.Count, after.Count);
        var head = 0;
        while (head < shorter && AreEqual(before[head], after[head], type))
            head++;

        var tail = 0;
        while (tail < shorter - head && AreEqual(before[^(tail + 1)], after[^(tail + 1)], type))
            tail++;

        var (oldEnd, newEnd) = (before.Count - tail, after.Count - tail);
        var common = Math.Min(oldEnd, newEnd);
        for (var index = head; index < common; index++)
            Compare(JsonPointer.Join(path, index), before[index]!, after[index]!, type, operations);

        // From the end, so that no removal moves an item that is still to be removed.
        for (var index = oldEnd - 1; index >= common; index--)
            operations.Add(JsonPatchOperation.Remove(JsonPointer.Join(path, index)));

        for (var index = common; index < newEnd; index++)
            operations.Add(new JsonPatchOperation(JsonPatchOperation.AddOp, tail == 0 ? JsonPointer.Join(path, JsonPointer.End) : JsonPointer.Join(path, index), Node(after[index]!, type)));
    }

    private static bool AreEqual(object? before, object? after, JsonTypeInfo type) =>
        ReferenceEquals(before, after) || (before is not null && after is not null && JsonNode.DeepEquals(Node(before, type), Node(after, type)));

    // Members that no property holds: an edit takes the whole map along, and whoever changes it has the object compared as text.
    private static bool HaveTheSameRest(JsonTypeInfo type, object before, object after)
    {
        foreach (var property in type.Properties)
        {
            if (property is { IsExtensionData: true, Get: { } get } && !ReferenceEquals(get(before), get(after)))
                return false;
        }

        return true;
    }

    private static JsonTypeInfo ElementOf(JsonTypeInfo list) => list.Options.GetTypeInfo(list.ElementType!);

    private static JsonNode? Node(object value, JsonTypeInfo type) => JsonSerializer.SerializeToNode(value, type);
}
