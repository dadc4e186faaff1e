using System.Collections.Frozen;
using System.Collections.Immutable;

namespace LocalCluster.Types;

/// <summary>What a value may be.</summary>
internal enum ValueForm
{
    Text,
    Flag,
    Whole,
    Real,
    Bytes,
    Quantity,
    Time,
    MicroTime,
    Duration,
    IntOrText,

    /// <summary>An object of which nothing more is known.</summary>
    Object,
    Any,
    Struct,
    List,
    Map,

    /// <summary>The struct, or any value that is no object.</summary>
    StructOrAny,
}

/// <summary>The type of a field, of an element, or of a value of a map.</summary>
/// <param name="GoName">As the decoder of a real server names it in its errors: <c>string</c>, <c>[]v1.Container</c>.</param>
/// <param name="IsPointer">Kept when it is zero or empty.</param>
/// <param name="Element">Of lists and maps.</param>
/// <param name="Struct">Of structs; asked for late, because types name each other.</param>
internal sealed record ValueType(ValueForm Form, string GoName, bool IsPointer, ValueType? Element = null, Lazy<ApiType>? Struct = null);

/// <summary>How a list or a map is merged.</summary>
/// <param name="ListKeys">Server-side apply finds elements by these; empty: it does not.</param>
/// <param name="IsSet">Server-side apply unites plain values.</param>
/// <param name="IsAtomic">Server-side apply takes the map as one value.</param>
/// <param name="PatchStrategies">Of a strategic merge patch: <c>merge</c>, <c>replace</c>, <c>retainKeys</c>.</param>
/// <param name="PatchKey">By which a strategic merge patch finds elements.</param>
internal sealed record FieldMerging(ImmutableArray<string> ListKeys, bool IsSet, bool IsAtomic, ImmutableArray<string> PatchStrategies, string? PatchKey)
{
    public static readonly FieldMerging None = new([], false, false, [], null);
}

/// <summary>One field.</summary>
/// <param name="Number">In protobuf; 0 where it has none.</param>
/// <param name="Name">In JSON; null for a struct whose fields stand in the outer one.</param>
/// <param name="IsAlwaysWritten">Even when it is zero.</param>
internal sealed record ApiField(int Number, string? Name, ValueType Type, bool IsAlwaysWritten, bool IsRequired, FieldMerging Merging, string? Default);

/// <summary>A struct of the API: its fields in the order in which they are written.</summary>
internal sealed class ApiType
{
    private readonly Lazy<FrozenDictionary<string, int>> _byName;
    private readonly Lazy<FrozenDictionary<int, ApiField>> _byNumber;
    private readonly Lazy<ImmutableArray<ApiField>> _fields;
    private readonly Lazy<int> _alwaysWritten;

    public ApiType(string package, string name, bool isAtomic, ImmutableArray<ApiField> declared)
    {
        (Package, Name, IsAtomic, Declared) = (package, name, isAtomic, declared);
        _fields = new(() => [.. Flat(declared)]);
        _byName = new(() => Fields.Index().ToFrozenDictionary(pair => pair.Item.Name!, pair => pair.Index, StringComparer.Ordinal));
        _alwaysWritten = new(() => Fields.Count(field => field.IsAlwaysWritten));
        _byNumber = new(() => Declared.Where(field => field.Number > 0).ToFrozenDictionary(field => field.Number));
    }

    /// <summary><c>core.v1</c>.</summary>
    public string Package { get; }

    public string Name { get; }

    /// <summary><c>v1.Pod</c>.</summary>
    public string GoName => $"{Package[(Package.IndexOf('.', StringComparison.Ordinal) + 1)..]}.{Name}";

    public bool IsAtomic { get; }

    /// <summary>As declared, structs without a name included.</summary>
    public ImmutableArray<ApiField> Declared { get; }

    /// <summary>As they stand in JSON.</summary>
    public ImmutableArray<ApiField> Fields => _fields.Value;

    /// <summary>How many of <see cref="Fields"/> are.</summary>
    public int AlwaysWritten => _alwaysWritten.Value;

    public ApiField? Find(string name) => IndexOf(name) is >= 0 and var index ? Fields[index] : null;

    /// <summary>The place of a field in <see cref="Fields"/>; -1: there is none.</summary>
    public int IndexOf(string name) => _byName.Value.TryGetValue(name, out var index) ? index : -1;

    public ApiField? ByNumber(int number) => _byNumber.Value.GetValueOrDefault(number);

    private static IEnumerable<ApiField> Flat(ImmutableArray<ApiField> declared) =>
        declared.SelectMany(field => field.Name is null ? Flat(field.Type.Struct!.Value.Declared) : [field]);
}
