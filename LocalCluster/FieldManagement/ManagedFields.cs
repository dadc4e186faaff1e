using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.FieldManagement;

/// <summary>Who owns what. <paramref name="Time"/> is RFC 3339; an applier that changed nothing has none.</summary>
internal sealed record ManagedEntry(string Manager, string Operation, string ApiVersion, string Subresource, FieldSet Fields, string? Time)
{
    /// <summary>What makes two entries the same manager. An applier is the same under every version of a kind.</summary>
    public (string, string, string, string) Identity => (Manager, Operation, Operation is "Apply" ? "" : ApiVersion, Subresource);

    /// <summary>As conflicts name it.</summary>
    public string Text
    {
        get
        {
            var text = Subresource.Length > 0 ? $"\"{Manager}\" with subresource \"{Subresource}\"" : $"\"{Manager}\"";
            return Operation is "Update" ? $"{text} using {ApiVersion}" : text;
        }
    }
}

/// <summary>The owners of an object's fields, as <c>metadata.managedFields</c> holds them. Immutable.</summary>
internal sealed record ManagedFields(IReadOnlyList<ManagedEntry> Entries)
{
    public static readonly ManagedFields None = new([]);

    public ManagedEntry? Find(ManagedEntry like) => Entries.FirstOrDefault(entry => entry.Identity == like.Identity);

    /// <summary>With this entry in place of the one of the same identity; one without fields is left out.</summary>
    public ManagedFields With(ManagedEntry changed) =>
        new([.. Entries.Where(entry => entry.Identity != changed.Identity), .. changed.Fields.IsEmpty ? Array.Empty<ManagedEntry>() : [changed]]);

    /// <summary>Every other manager without these fields.</summary>
    public ManagedFields WithoutForOthers(ManagedEntry self, FieldSet fields) => new([.. Entries
        .Select(entry => entry.Identity == self.Identity ? entry : entry with { Fields = entry.Fields.Difference(fields) })
        .Where(entry => entry.Identity == self.Identity || !entry.Fields.IsEmpty)]);

    public static ManagedFields Read(JsonNode? managedFields) => new([.. managedFields.Objects().Select(Read)]);

    /// <summary>One empty entry is how a client asks for all to be forgotten.</summary>
    public static bool IsReset(JsonNode? managedFields) => managedFields is JsonArray { Count: 1 } list && list[0] is JsonObject entry && entry.All(pair => pair.Value is null);

    /// <summary>Null when nobody owns anything.</summary>
    public JsonArray? ToJson() => Entries.Count == 0 ? null : new JsonArray([.. Entries
        .OrderBy(entry => entry.Operation, StringComparer.Ordinal).ThenBy(entry => entry.Time ?? "", StringComparer.Ordinal)
        .ThenBy(entry => entry.Manager, StringComparer.Ordinal).ThenBy(entry => entry.ApiVersion, StringComparer.Ordinal)
        .ThenBy(entry => entry.Subresource, StringComparer.Ordinal).Select(Write)]);

    private static ManagedEntry Read(JsonObject entry) => new(
        entry.TextAt("manager") ?? "", entry.TextAt("operation") ?? "", entry.TextAt("apiVersion") ?? "", entry.TextAt("subresource") ?? "",
        FieldSet.FromJson(entry.ObjectAt("fieldsV1")), entry.TextAt("time"));

    private static JsonObject Write(ManagedEntry entry)
    {
        var result = new JsonObject { ["manager"] = entry.Manager, ["operation"] = entry.Operation, ["apiVersion"] = entry.ApiVersion };
        if (entry.Time is not null)
            result["time"] = entry.Time;
        result["fieldsType"] = "FieldsV1";
        result["fieldsV1"] = entry.Fields.ToJson();
        if (entry.Subresource.Length > 0)
            result["subresource"] = entry.Subresource;
        return result;
    }
}
