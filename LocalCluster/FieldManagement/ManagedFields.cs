using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.FieldManagement;

/// <summary>Who owns what. <paramref name="Time"/> is RFC 3339; an applier that changed nothing has none.</summary>
internal sealed record ManagedEntry(string Manager, string Operation, string ApiVersion, string Subresource, string? Time)
{
    private readonly JsonObject? _written;
    private FieldSet? _fields;

    /// <summary>An entry as this server wrote it: its fields are read only when somebody asks for them.</summary>
    public ManagedEntry(JsonObject written)
        : this(written.TextAt("manager") ?? "", written.TextAt("operation") ?? "", written.TextAt("apiVersion") ?? "", written.TextAt("subresource") ?? "", written.TextAt("time")) =>
        _written = written.ObjectAt("fieldsV1") ?? [];

    public FieldSet Fields
    {
        get => _fields ??= FieldSet.FromJson(_written);
        init => (_fields, _written) = (value, null);
    }

    public bool IsEmpty => _fields?.IsEmpty ?? _written is null or { Count: 0 };

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

    /// <summary>Without exactly these paths.</summary>
    public ManagedEntry Without(FieldSet fields) => fields.IsEmpty || (_written is not null && !fields.Overlaps(_written)) ? this : this with { Fields = Fields.Difference(fields) };

    /// <summary>With these paths as well.</summary>
    public ManagedEntry Including(FieldSet fields) => _written is not null && fields.IsWithin(_written) ? this : this with { Fields = Fields.Union(fields) };

    public JsonObject FieldsToJson() => _written?.Clone() ?? Fields.ToJson();
}

/// <summary>The owners of an object's fields, as <c>metadata.managedFields</c> holds them. Immutable.</summary>
internal sealed record ManagedFields(IReadOnlyList<ManagedEntry> Entries)
{
    public static readonly ManagedFields None = new([]);

    public ManagedEntry? Find(ManagedEntry like) => Entries.FirstOrDefault(entry => entry.Identity == like.Identity);

    /// <summary>With this entry in place of the one of the same identity; one without fields is left out.</summary>
    public ManagedFields With(ManagedEntry changed) =>
        new([.. Entries.Where(entry => entry.Identity != changed.Identity), .. changed.IsEmpty ? Array.Empty<ManagedEntry>() : [changed]]);

    /// <summary>Every other manager without these fields.</summary>
    public ManagedFields WithoutForOthers(ManagedEntry self, FieldSet fields) => new([.. Entries
        .Select(entry => entry.Identity == self.Identity ? entry : entry.Without(fields))
        .Where(entry => entry.Identity == self.Identity || !entry.IsEmpty)]);

    /// <summary>As a client says; it may have written them in another way than this server does.</summary>
    public static ManagedFields Read(JsonNode? managedFields) =>
        new([.. managedFields.Objects().Select(entry => new ManagedEntry(entry)).Select(entry => entry with { Fields = entry.Fields })]);

    /// <summary>As this server wrote them. The nodes must stay as they are.</summary>
    public static ManagedFields OfStored(JsonNode? managedFields) => new([.. managedFields.Objects().Select(entry => new ManagedEntry(entry))]);

    /// <summary>One empty entry is how a client asks for all to be forgotten.</summary>
    public static bool IsReset(JsonNode? managedFields) => managedFields is JsonArray { Count: 1 } list && list[0] is JsonObject entry && entry.All(pair => pair.Value is null);

    /// <summary>Null when nobody owns anything.</summary>
    public JsonArray? ToJson() => Entries.Count == 0 ? null : new JsonArray([.. Entries
        .OrderBy(entry => entry.Operation, StringComparer.Ordinal).ThenBy(entry => entry.Time ?? "", StringComparer.Ordinal)
        .ThenBy(entry => entry.Manager, StringComparer.Ordinal).ThenBy(entry => entry.ApiVersion, StringComparer.Ordinal)
        .ThenBy(entry => entry.Subresource, StringComparer.Ordinal).Select(Write)]);

    private static JsonObject Write(ManagedEntry entry)
    {
        var result = new JsonObject { ["manager"] = entry.Manager, ["operation"] = entry.Operation, ["apiVersion"] = entry.ApiVersion };
        if (entry.Time is not null)
            result["time"] = entry.Time;
        result["fieldsType"] = "FieldsV1";
        result["fieldsV1"] = entry.FieldsToJson();
        if (entry.Subresource.Length > 0)
            result["subresource"] = entry.Subresource;
        return result;
    }
}
