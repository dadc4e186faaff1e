using System.Globalization;
using System.Text.Json.Nodes;
using Shared.Contracts.JsonPatch;

namespace Shared.Contracts.Tests.JsonPatch;

/// <summary>RFC 6902 as its text has it, so that differences are judged by somebody else than their maker.</summary>
internal static class JsonPatchApplier
{
    public static JsonNode? Apply(JsonNode? document, IEnumerable<JsonPatchOperation> operations) =>
        operations.Aggregate(document?.DeepClone(), Apply);

    private static JsonNode? Apply(JsonNode? document, JsonPatchOperation operation)
    {
        if (operation.Path.Length == 0)
            return operation.Value?.DeepClone();

        var tokens = operation.Path.Split('/')[1..]
            .Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
        var parent = tokens[..^1].Aggregate(document, (node, token) => node is JsonArray list ? list[Index(token)] : node![token]);
        switch (parent)
        {
            case JsonObject members:
                ApplyTo(members, tokens[^1], operation);
                break;
            case JsonArray items:
                ApplyTo(items, tokens[^1], operation);
                break;
            default:
                throw new InvalidOperationException($"'{operation.Path}' has no parent");
        }

        return document;
    }

    private static void ApplyTo(JsonObject members, string name, JsonPatchOperation operation)
    {
        if (operation.Op != "add" && !members.ContainsKey(name))
            throw new InvalidOperationException($"'{operation.Path}' does not exist");

        if (operation.Op == "remove")
            members.Remove(name);
        else
            members[name] = operation.Value?.DeepClone();
    }

    private static void ApplyTo(JsonArray items, string token, JsonPatchOperation operation)
    {
        var index = token == "-" ? items.Count : Index(token);
        switch (operation.Op)
        {
            case "add":
                items.Insert(index, operation.Value?.DeepClone());
                break;
            case "replace":
                items[index] = operation.Value?.DeepClone();
                break;
            default:
                items.RemoveAt(index);
                break;
        }
    }

    private static int Index(string token) => int.Parse(token, NumberStyles.None, CultureInfo.InvariantCulture);
}
