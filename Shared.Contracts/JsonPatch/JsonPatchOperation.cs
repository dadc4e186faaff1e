using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Shared.Contracts.JsonPatch;

/// <summary>One change of RFC 6902.</summary>
/// <param name="Op"><c>add</c>, <c>remove</c> or <c>replace</c>; the only ones that are made here.</param>
/// <param name="Path">A JSON pointer (RFC 6901).</param>
/// <param name="Value">The new value; a null reference is JSON's null. A removal has none.</param>
[JsonConverter(typeof(JsonPatchOperationConverter))]
public sealed record JsonPatchOperation(string Op, string Path, JsonNode? Value)
{
    public const string AddOp = "add";
    public const string RemoveOp = "remove";
    public const string ReplaceOp = "replace";

    public static JsonPatchOperation Add(string path, JsonNode? value) => new(AddOp, path, value?.DeepClone());

    public static JsonPatchOperation Replace(string path, JsonNode? value) => new(ReplaceOp, path, value?.DeepClone());

    public static JsonPatchOperation Remove(string path) => new(RemoveOp, path, null);
}
