using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Schemas;

namespace LocalCluster.Api;

/// <summary>All that is wrong with an object: its metadata, its kind's rules, its schema.</summary>
internal static class ObjectValidation
{
    public static void Check(ResourceKind kind, JsonObject? old, JsonObject content, string? subresource = null)
    {
        List<Cause> causes =
        [
            .. MetadataValidation.Of(kind, old, content.ObjectAt("metadata") ?? []),
            .. (old is not null && subresource is not null ? kind.Rules.ValidatePart?.Invoke(subresource, old, content) : null) ?? kind.Rules.Validate?.Invoke(old, content) ?? [],
            .. kind.Schema is { } schema ? SchemaValidation.Validate(schema, content, old) : [],
        ];
        if (causes.Count > 0)
            throw Refusals.Invalid(kind, content.TextAt("metadata", "name") ?? "", causes);
    }
}
