using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Kinds;
using LocalCluster.Schemas;
using LocalCluster.Types;
using ValueType = LocalCluster.Types.ValueType;

namespace LocalCluster.FieldManagement;

/// <summary>What a value is for server-side apply.</summary>
internal enum MergeForm
{
    Text,
    Number,
    Flag,

    /// <summary>Any scalar.</summary>
    Scalar,
    Map,
    List,

    /// <summary>Whatever the value itself is; maps merge, lists do not.</summary>
    Deduced,
}

/// <summary>A type as server-side apply sees it, made from a built-in type or from the schema of a definition.</summary>
internal sealed class MergeType
{
    public static readonly MergeType Deduced = new(MergeForm.Deduced);

    private static readonly MergeType AnyScalar = new(MergeForm.Scalar);

    private readonly Lazy<FrozenDictionary<string, MergeType>> _fields = new(() => FrozenDictionary<string, MergeType>.Empty);

    private MergeType(MergeForm form) => Form = form;

    private MergeType(MergeForm form, Func<IEnumerable<KeyValuePair<string, MergeType>>> fields)
    {
        Form = form;
        _fields = new(() => fields().ToFrozenDictionary(StringComparer.Ordinal));
    }

    public MergeForm Form { get; }

    /// <summary>One value as a whole.</summary>
    public bool IsAtomic { get; private init; }

    /// <summary>Elements of the list, or undeclared values of the map; null: there are none.</summary>
    public MergeType? Element { get; private init; }

    public ImmutableArray<string> Keys { get; private init; } = [];

    public ImmutableDictionary<string, JsonNode> KeyDefaults { get; private init; } = ImmutableDictionary<string, JsonNode>.Empty;

    public bool IsSet { get; private init; }

    public IEnumerable<string> FieldNames => _fields.Value.Keys;

    /// <summary>A field that is declared by name.</summary>
    public MergeType? Field(string name) => _fields.Value.GetValueOrDefault(name);

    /// <summary>The type for this value: a deduced one becomes what the value is.</summary>
    public MergeType For(JsonNode? value) => Form is not MergeForm.Deduced ? this : value switch
    {
        JsonObject => DeducedMap,
        JsonArray => DeducedList,
        _ => AnyScalar,
    };

    /// <summary>The type of what lies at a key of the map.</summary>
    public MergeType? OfMember(string name) => Form is MergeForm.Deduced ? Deduced : Field(name) ?? Element;

    /// <summary>The type after a step, as far as it is known.</summary>
    public MergeType At(string step) =>
        (step.StartsWith("f:", StringComparison.Ordinal) ? OfMember(step[2..]) : Element) ?? Deduced;

    public bool Declares(string step) => step.StartsWith("f:", StringComparison.Ordinal) && Field(step[2..]) is not null;

    public static MergeType Of(ResourceKind kind) => kind.Type is { } type ? Root(kind, type) : Custom(kind);

    private static readonly MergeType DeducedMap = new(MergeForm.Map) { Element = Deduced };

    private static readonly MergeType DeducedList = new(MergeForm.List) { IsAtomic = true, Element = Deduced };

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<ApiType, MergeType> Structs = [];

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<StructuralSchema, MergeType> Schemas = [];

    private static IEnumerable<KeyValuePair<string, MergeType>> Envelope =>
        new[] { "apiVersion", "kind" }.Select(name => KeyValuePair.Create(name, new MergeType(MergeForm.Text)));

    private static MergeType Root(ResourceKind kind, ApiType type) =>
        kind.CachedMergeType ??= new MergeType(MergeForm.Map, () => Envelope.Concat(Fields(type)));

    private static MergeType Custom(ResourceKind kind) =>
        kind.CachedMergeType ??= kind.Schema is not { } schema
            ? new MergeType(MergeForm.Map, () => [.. Envelope, KeyValuePair.Create("metadata", Struct(ApiTypes.ObjectMeta))]) { Element = Deduced }
            : new MergeType(MergeForm.Map, () =>
                [.. Envelope, KeyValuePair.Create("metadata", Struct(ApiTypes.ObjectMeta)), .. Fields(schema).Where(field => field.Key is not ("apiVersion" or "kind" or "metadata"))])
            {
                Element = Additional(schema),
            };

    private static MergeType Struct(ApiType type) => Structs.GetValue(type, t => new MergeType(MergeForm.Map, () => Fields(t)) { IsAtomic = t.IsAtomic });

    private static IEnumerable<KeyValuePair<string, MergeType>> Fields(ApiType type) => type.Fields.Select(field => KeyValuePair.Create(field.Name!, Of(field)));

    private static MergeType Of(ApiField field) => field.Type.Form switch
    {
        ValueForm.List => new MergeType(MergeForm.List)
        {
            Element = Of(field.Type.Element!),
            Keys = field.Merging.ListKeys,
            IsSet = field.Merging.IsSet,
            IsAtomic = field.Merging.ListKeys.IsEmpty && !field.Merging.IsSet,
            KeyDefaults = Defaults(field),
        },
        ValueForm.Map => new MergeType(MergeForm.Map) { Element = Of(field.Type.Element!), IsAtomic = field.Merging.IsAtomic },
        _ => Of(field.Type),
    };

    private static ImmutableDictionary<string, JsonNode> Defaults(ApiField list) => list.Merging.ListKeys
        .Select(key => (key, value: list.Type.Element!.Struct?.Value.Find(key)?.Default))
        .Where(pair => pair.value is not null)
        .ToImmutableDictionary(pair => pair.key, pair => (JsonNode)pair.value!);

    private static MergeType Of(ValueType type) => type.Form switch
    {
        ValueForm.Struct => Struct(type.Struct!.Value),
        ValueForm.List => new MergeType(MergeForm.List) { Element = Of(type.Element!), IsAtomic = true },
        ValueForm.Map => new MergeType(MergeForm.Map) { Element = Of(type.Element!) },
        ValueForm.Text or ValueForm.Bytes => new MergeType(MergeForm.Text),
        ValueForm.Whole or ValueForm.Real => new MergeType(MergeForm.Number),
        ValueForm.Flag => new MergeType(MergeForm.Flag),
        ValueForm.Object or ValueForm.Any or ValueForm.StructOrAny => Deduced,
        _ => AnyScalar,
    };

    private static IEnumerable<KeyValuePair<string, MergeType>> Fields(StructuralSchema schema) =>
        schema.Properties.Select(property => KeyValuePair.Create(property.Key, Of(property.Value)));

    private static MergeType? Additional(StructuralSchema schema) =>
        schema.PreserveUnknown ? Deduced : schema.Additional is { } additional ? Of(additional) : schema.AllowsAdditional ? Deduced : null;

    private static MergeType Of(StructuralSchema schema) => Schemas.GetValue(schema, Make);

    private static MergeType Make(StructuralSchema schema) => schema switch
    {
        { IntOrString: true } => AnyScalar,
        { Type: "array" } => new MergeType(MergeForm.List)
        {
            Element = schema.Items is { } items ? Of(items) : Deduced,
            Keys = schema.ListType is "map" ? schema.ListMapKeys : [],
            IsSet = schema.ListType is "set",
            IsAtomic = schema.ListType is not ("map" or "set"),
            KeyDefaults = schema.ListMapKeys
                .Select(key => (key, value: schema.Items?.Properties.GetValueOrDefault(key)?.Default))
                .Where(pair => pair.value is not null).ToImmutableDictionary(pair => pair.key, pair => pair.value!),
        },
        { Type: "object" } => new MergeType(MergeForm.Map, () => Embedded(schema)) { Element = Additional(schema), IsAtomic = schema.MapType is "atomic" },
        { Type: "string" } => new MergeType(MergeForm.Text),
        { Type: "integer" or "number" } => new MergeType(MergeForm.Number),
        { Type: "boolean" } => new MergeType(MergeForm.Flag),
        _ => Deduced,
    };

    private static IEnumerable<KeyValuePair<string, MergeType>> Embedded(StructuralSchema schema) => !schema.Embedded ? Fields(schema)
        : [.. Envelope, KeyValuePair.Create("metadata", Struct(ApiTypes.ObjectMeta)), .. Fields(schema).Where(field => field.Key is not ("apiVersion" or "kind" or "metadata"))];
}
