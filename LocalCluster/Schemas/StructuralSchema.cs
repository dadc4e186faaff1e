using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Json;

namespace LocalCluster.Schemas;

/// <summary>A schema of a resource definition, read once. Only structural schemas exist; what is not read here is not enforced.</summary>
internal sealed record StructuralSchema
{
    public string? Type { get; init; }
    public ImmutableDictionary<string, StructuralSchema> Properties { get; init; } = ImmutableDictionary<string, StructuralSchema>.Empty;
    public StructuralSchema? Additional { get; init; }
    public bool AllowsAdditional { get; init; }
    public StructuralSchema? Items { get; init; }
    public ImmutableArray<string> Required { get; init; } = [];
    public ImmutableArray<string> EnumTexts { get; init; } = [];
    public Regex? Pattern { get; init; }
    public string? PatternText { get; init; }
    public decimal? Minimum { get; init; }
    public decimal? Maximum { get; init; }
    public bool ExclusiveMinimum { get; init; }
    public bool ExclusiveMaximum { get; init; }
    public long? MinLength { get; init; }
    public long? MaxLength { get; init; }
    public long? MinItems { get; init; }
    public long? MaxItems { get; init; }
    public long? MinProperties { get; init; }
    public long? MaxProperties { get; init; }
    public bool UniqueItems { get; init; }
    public string? Format { get; init; }
    public bool Nullable { get; init; }
    public bool IntOrString { get; init; }
    public bool PreserveUnknown { get; init; }
    public bool Embedded { get; init; }
    public JsonNode? Default { get; init; }
    public string? ListType { get; init; }
    public string? MapType { get; init; }
    public ImmutableArray<string> ListMapKeys { get; init; } = [];

    public decimal? MultipleOf { get; init; }

    /// <summary>Further schemas for the same value: all, at least one, exactly one of them must hold.</summary>
    public ImmutableArray<StructuralSchema> AllOf { get; init; } = [];
    public ImmutableArray<StructuralSchema> AnyOf { get; init; } = [];
    public ImmutableArray<StructuralSchema> OneOf { get; init; } = [];

    /// <summary>One that must not hold.</summary>
    public StructuralSchema? Not { get; init; }

    public bool IsCombined => Not is not null || AllOf.Length + AnyOf.Length + OneOf.Length > 0;

    public ImmutableArray<SchemaRule> Rules { get; init; } = [];

    /// <summary>Here or somewhere below are rules.</summary>
    public bool HasRules { get; init; }

    public static StructuralSchema Read(JsonObject source)
    {
        var properties = source.ObjectAt("properties") is { } map
            ? map.Where(p => p.Value is JsonObject).ToImmutableDictionary(p => p.Key, p => Read((JsonObject)p.Value!), StringComparer.Ordinal)
            : ImmutableDictionary<string, StructuralSchema>.Empty;
        var additional = source["additionalProperties"] is JsonObject more ? Read(more) : null;
        var items = source["items"] is JsonObject element ? Read(element) : null;
        var pattern = source.TextAt("pattern");
        return new StructuralSchema
        {
            Type = source.TextAt("type"),
            Properties = properties,
            Additional = additional,
            AllowsAdditional = additional is not null || source.FlagAt("additionalProperties") == true,
            Items = items,
            Required = [.. source["required"].Texts()],
            EnumTexts = source["enum"] is JsonArray values ? [.. values.Select(JsonWriting.ToText)] : [],
            PatternText = pattern,
            Pattern = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
            Minimum = Bound(source["minimum"]),
            Maximum = Bound(source["maximum"]),
            ExclusiveMinimum = source.FlagAt("exclusiveMinimum") == true,
            ExclusiveMaximum = source.FlagAt("exclusiveMaximum") == true,
            MultipleOf = Bound(source["multipleOf"]),
            AllOf = [.. source["allOf"].Objects().Select(Read)],
            AnyOf = [.. source["anyOf"].Objects().Select(Read)],
            OneOf = [.. source["oneOf"].Objects().Select(Read)],
            Not = source.ObjectAt("not") is { } not ? Read(not) : null,
            MinLength = source.NumberAt("minLength"),
            MaxLength = source.NumberAt("maxLength"),
            MinItems = source.NumberAt("minItems"),
            MaxItems = source.NumberAt("maxItems"),
            MinProperties = source.NumberAt("minProperties"),
            MaxProperties = source.NumberAt("maxProperties"),
            UniqueItems = source.FlagAt("uniqueItems") == true,
            Format = source.TextAt("format"),
            Nullable = source.FlagAt("nullable") == true,
            IntOrString = source.FlagAt("x-kubernetes-int-or-string") == true,
            PreserveUnknown = source.FlagAt("x-kubernetes-preserve-unknown-fields") == true,
            Embedded = source.FlagAt("x-kubernetes-embedded-resource") == true,
            Default = source["default"]?.DeepClone(),
            ListType = source.TextAt("x-kubernetes-list-type"),
            MapType = source.TextAt("x-kubernetes-map-type"),
            ListMapKeys = [.. source["x-kubernetes-list-map-keys"].Texts()],
            Rules = [.. source["x-kubernetes-validations"].Objects().Select(SchemaRule.Read)],
            HasRules = source["x-kubernetes-validations"] is JsonArray { Count: > 0 }
                || properties.Values.Any(p => p.HasRules) || additional?.HasRules == true || items?.HasRules == true,
        };
    }

    private static decimal? Bound(JsonNode? node) =>
        node is null ? null : decimal.TryParse(node.ToText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
