using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace LocalCluster.Types;

/// <summary>The types of the built-in kinds, read once from the embedded <c>types.txt</c>, whose head tells its form.</summary>
internal static class ApiTypes
{
    private static readonly (FrozenDictionary<string, ApiType> ByName, FrozenDictionary<string, ApiType> ByKind) All = Read();

    public static ApiType ObjectMeta { get; } = Named("meta.v1.ObjectMeta");

    public static ApiType DeleteOptions { get; } = Named("meta.v1.DeleteOptions");

    /// <summary>Null for a kind of a definition.</summary>
    public static ApiType? OfKind(string apiVersion, string kind) =>
        // Every client sends these under the version of its own group.
        kind is "DeleteOptions" ? DeleteOptions : All.ByKind.GetValueOrDefault($"{apiVersion} {kind}");

    /// <param name="name"><c>core.v1.PodSpec</c>.</param>
    public static ApiType Named(string name) => All.ByName[name];

    private static (FrozenDictionary<string, ApiType> ByName, FrozenDictionary<string, ApiType> ByKind) Read()
    {
        using var stream = typeof(ApiTypes).Assembly.GetManifestResourceStream("types.txt")
            ?? throw new InvalidOperationException("the embedded types.txt is missing from this build");
        using var reader = new StreamReader(stream);
        var (byName, byKind) = (new Dictionary<string, ApiType>(StringComparer.Ordinal), new Dictionary<string, ApiType>(StringComparer.Ordinal));
        var package = "";
        string[]? head = null;
        var fields = ImmutableArray.CreateBuilder<ApiField>();
        while (true)
        {
            var line = reader.ReadLine();
            var words = line?.Split(' ') ?? [];
            if (words is ["" or "#", ..])
                continue;
            if (words is not [] and not ["package" or "type", ..])
            {
                fields.Add(Field(words, package, byName));
                continue;
            }

            if (head is not null)
                Finish(head, package, fields, byName, byKind);
            head = words is ["type", ..] ? words : null;
            if (words is ["package", var next])
                package = next;
            if (line is null)
                return (byName.ToFrozenDictionary(StringComparer.Ordinal), byKind.ToFrozenDictionary(StringComparer.Ordinal));
        }
    }

    // type NAME [= APIVERSION KIND] [atomic]
    private static void Finish(string[] head, string package, ImmutableArray<ApiField>.Builder fields, Dictionary<string, ApiType> byName, Dictionary<string, ApiType> byKind)
    {
        var type = new ApiType(package, head[1], head[^1] == "atomic", fields.ToImmutable());
        byName.Add($"{package}.{type.Name}", type);
        if (head is [_, _, "=", var apiVersion, var kind, ..])
            byKind.Add($"{apiVersion} {kind}", type);
        fields.Clear();
    }

    private static ApiField Field(string[] words, string package, Dictionary<string, ApiType> types)
    {
        var always = words[2].EndsWith('!');
        var marks = words[3..];
        return new ApiField(
            words[0] == "-" ? 0 : int.Parse(words[0], CultureInfo.InvariantCulture),
            words[1] == ">" ? null : words[1],
            Type(words[2].TrimEnd('!'), package, types),
            always,
            marks.Contains("required") || (always && !marks.Contains("optional")),
            Merging(marks),
            marks.FirstOrDefault(mark => mark.StartsWith("default:", StringComparison.Ordinal))?["default:".Length..]);
    }

    private static FieldMerging Merging(string[] marks)
    {
        var merging = FieldMerging.None;
        foreach (var mark in marks)
        {
            merging = mark.Split(':') switch
            {
                ["list", "map", var keys] => merging with { ListKeys = [.. keys.Split(',')] },
                ["list", "set"] => merging with { IsSet = true },
                ["map", "atomic"] => merging with { IsAtomic = true },
                ["patch", var strategies] => merging with { PatchStrategies = [.. strategies.Split(',')] },
                ["key", var key] => merging with { PatchKey = key },
                _ => merging,
            };
        }

        return merging;
    }

    private static ValueType Type(string text, string package, Dictionary<string, ApiType> types)
    {
        var isPointer = text.EndsWith('?');
        text = text.TrimEnd('?');
        if (text.StartsWith("[]", StringComparison.Ordinal))
        {
            var element = Type(text[2..], package, types);
            return new ValueType(ValueForm.List, "[]" + element.GoName, isPointer, element);
        }

        if (text.StartsWith("map:", StringComparison.Ordinal))
        {
            var element = Type(text[4..], package, types);
            return new ValueType(ValueForm.Map, "map[string]" + element.GoName, isPointer, element);
        }

        if (text.StartsWith("or:", StringComparison.Ordinal))
            return Type(text[3..], package, types) with { Form = ValueForm.StructOrAny, IsPointer = isPointer };
        if (text.Split('/') is [var plain, var named])
            return Scalar(plain, isPointer)! with { GoName = named };
        return Scalar(text, isPointer) ?? Reference(text, package, isPointer, types);
    }

    private static ValueType Reference(string text, string package, bool isPointer, Dictionary<string, ApiType> types)
    {
        var name = text.Contains('.', StringComparison.Ordinal) ? text : $"{package}.{text}";
        var parts = name.Split('.');
        return new ValueType(ValueForm.Struct, $"{parts[1]}.{parts[2]}", isPointer, Struct: new Lazy<ApiType>(() => types[name]));
    }

    private static ValueType? Scalar(string text, bool isPointer) => text switch
    {
        "string" => new(ValueForm.Text, text, isPointer),
        "bool" => new(ValueForm.Flag, text, isPointer),
        "int32" or "int64" => new(ValueForm.Whole, text, isPointer),
        "float64" => new(ValueForm.Real, text, isPointer),
        "bytes" => new(ValueForm.Bytes, "[]uint8", isPointer),
        "Quantity" => new(ValueForm.Quantity, "resource.Quantity", isPointer),
        "Time" => new(ValueForm.Time, "v1.Time", isPointer),
        "MicroTime" => new(ValueForm.MicroTime, "v1.MicroTime", isPointer),
        "Duration" => new(ValueForm.Duration, "v1.Duration", isPointer),
        "IntOrString" => new(ValueForm.IntOrText, "intstr.IntOrString", isPointer),
        "Object" => new(ValueForm.Object, "runtime.RawExtension", isPointer),
        "Any" => new(ValueForm.Any, "v1.JSON", isPointer),
        _ => null,
    };
}
