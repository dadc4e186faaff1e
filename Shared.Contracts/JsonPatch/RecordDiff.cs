using System.Buffers;
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
    public static IReadOnlyList<JsonPatchOperation> Between<T>(T before, T after) where T : class =>
        [.. Changes(before, after).Select(change => new JsonPatchOperation(change.Op, change.Path, change.Value is null ? null : Node(change.Value, change.Type!)))];

    /// <summary>The same as a document of RFC 6902, written once; null when the two are equal.</summary>
    public static byte[]? PatchBetween<T>(T before, T after) where T : class
    {
        var changes = Changes(before, after);
        if (changes.Count == 0)
            return null;

        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = ContractsJson.TypeInfo<T>().Options.Encoder, SkipValidation = true }))
        {
            writer.WriteStartArray();
            foreach (var change in changes)
                change.WriteTo(writer);
            writer.WriteEndArray();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static List<Change> Changes<T>(T before, T after) where T : class
    {
        var changes = new List<Change>();
        Compare("", before, after, ContractsJson.TypeInfo<T>(), changes);
        return changes;
    }

    private static void Compare(string path, object before, object after, JsonTypeInfo type, List<Change> changes)
    {
        if (ReferenceEquals(before, after))
            return;

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when HaveTheSameRest(type, before, after):
                CompareMembers(path, before, after, type, changes);
                break;
            case JsonTypeInfoKind.Enumerable when before is IList old && after is IList @new:
                CompareItems(path, old, @new, ElementOf(type), changes);
                break;
            default:
                if (type.Kind is not JsonTypeInfoKind.None || !before.Equals(after))
                    changes.AddRange(Documents(path, before, after, type));
                break;
        }
    }

    private static IEnumerable<Change> Documents(string path, object before, object after, JsonTypeInfo type)
    {
        var operations = new List<JsonPatchOperation>();
        JsonPatchDiff.Compare(path, Node(before, type), Node(after, type), operations);
        return operations.Select(operation => new Change(operation.Op, operation.Path, operation.Value, null));
    }

    private static void CompareMembers(string path, object before, object after, JsonTypeInfo type, List<Change> changes)
    {
        List<Change>? additions = null;
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
                (additions ??= []).Add(new Change(JsonPatchOperation.AddOp, member, @new, of));
            else if (@new is null)
                changes.Add(new Change(JsonPatchOperation.RemoveOp, member, null, null));
            else
                Compare(member, old, @new, of, changes);
        }

        if (additions is not null)
            changes.AddRange(additions);
    }

    // What the two lists share at their begin and end stays; the middle is changed item by item, and what one has more is removed or added.
    private static void CompareItems(string path, IList before, IList after, JsonTypeInfo type, List<Change> changes)
    {
        var (head, tail) = before.Count == after.Count ? (0, 0) : Shared(before, after, type);
        var (oldEnd, newEnd) = (before.Count - tail, after.Count - tail);
        var common = Math.Min(oldEnd, newEnd);
        for (var index = head; index < common; index++)
        {
            // The path of an item that stays is not even spelled out.
            if (!ReferenceEquals(before[index], after[index]))
                Compare(JsonPointer.Join(path, index), before[index]!, after[index]!, type, changes);
        }

        // From the end, so that no removal moves an item that is still to be removed.
        for (var index = oldEnd - 1; index >= common; index--)
            changes.Add(new Change(JsonPatchOperation.RemoveOp, JsonPointer.Join(path, index), null, null));

        for (var index = common; index < newEnd; index++)
            changes.Add(new Change(JsonPatchOperation.AddOp, tail == 0 ? JsonPointer.Join(path, JsonPointer.End) : JsonPointer.Join(path, index), after[index], type));
    }

    // How many items are equal at the begin, and how many at the end.
    private static (int Head, int Tail) Shared(IList before, IList after, JsonTypeInfo type)
    {
        var shorter = Math.Min(before.Count, after.Count);
        var head = 0;
        while (head < shorter && AreEqual(before[head], after[head], type))
            head++;

        var tail = 0;
        while (tail < shorter - head && AreEqual(before[^(tail + 1)], after[^(tail + 1)], type))
            tail++;

        return (head, tail);
    }

    private static bool AreEqual(object? before, object? after, JsonTypeInfo type)
    {
        if (ReferenceEquals(before, after) || before is null || after is null)
            return ReferenceEquals(before, after);

        var changes = new List<Change>();
        Compare("", before, after, type, changes);
        return changes.Count == 0;
    }

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

    private static JsonNode? Node(object value, JsonTypeInfo type) => value as JsonNode ?? JsonSerializer.SerializeToNode(value, type);

    /// <summary>One operation, whose value is written only when it is asked for.</summary>
    private readonly record struct Change(string Op, string Path, object? Value, JsonTypeInfo? Type)
    {
        public void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteString("op"u8, Op);
            writer.WriteString("path"u8, Path);
            if (Op != JsonPatchOperation.RemoveOp)
            {
                writer.WritePropertyName("value"u8);
                WriteValueTo(writer);
            }

            writer.WriteEndObject();
        }

        private void WriteValueTo(Utf8JsonWriter writer)
        {
            if (Value is null)
                writer.WriteNullValue();
            else if (Value is JsonNode node)
                node.WriteTo(writer);
            else
                JsonSerializer.Serialize(writer, Value, Type!);
        }
    }
}
