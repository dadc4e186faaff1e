using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Types;

/// <summary>A value that its field cannot hold. The message is the one of a real server's decoder.</summary>
#pragma warning disable CA1032, CA1064 // Internal, and never without its sentence.
internal sealed class TypeMismatchException(string message) : Exception(message);
#pragma warning restore CA1032, CA1064

/// <summary>
/// Reads an object into its type and writes it down again, as a real server does: unknown fields go, nulls and what is empty
/// go unless the type always writes them, quantities and times get their canonical text, fields come in the order of the type.
/// </summary>
internal sealed class TypedReading
{
    private static readonly JsonObject Nothing = [];

    // The envelope belongs to every object and to no type.
    private static readonly string[] Envelope = ["kind", "apiVersion"];

    private readonly List<string> _unknown = [];

    /// <summary>A whole object. <paramref name="unknown"/> are the paths of fields that the type does not have, in the order of the text.</summary>
    public static JsonObject Read(ApiType type, JsonObject source, out IReadOnlyList<string> unknown)
    {
        var reading = new TypedReading();
        var result = new JsonObject();
        foreach (var name in Envelope)
        {
            if (source[name] is { } value)
                result[name] = value.AsText() ?? throw Mismatch(value, $"TypeMeta.{name}", "string");
        }

        reading.Fill(result, type, source, "", "", isRoot: true);
        unknown = reading._unknown;
        return result;
    }

    /// <summary>A part, such as the metadata of an object whose other fields are known from elsewhere.</summary>
    public static JsonObject ReadPart(ApiType type, JsonObject source, string name, out IReadOnlyList<string> unknown)
    {
        var reading = new TypedReading();
        var result = new JsonObject();
        reading.Fill(result, type, source, name, name, isRoot: false);
        unknown = reading._unknown;
        return result;
    }

    private void Fill(JsonObject result, ApiType type, JsonObject source, string path, string goPath, bool isRoot)
    {
        var read = new Dictionary<string, JsonNode?>(source.Count, StringComparer.Ordinal);
        foreach (var (name, value) in source)
        {
            if (isRoot && Envelope.Contains(name))
                continue;
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (type.Find(name) is not { } field)
                _unknown.Add(at);
            else if (value is not null)
                read[name] = Value(field.Type, value, at, new Place(type.Name, goPath.Length == 0 ? name : $"{goPath}.{name}"));
        }

        foreach (var field in type.Fields)
        {
            var value = read.GetValueOrDefault(field.Name!);
            if (value is not null && (field.Type.IsPointer || !IsZero(field.Type, value)))
                result[field.Name!] = value;
            else if (field.IsAlwaysWritten)
                result[field.Name!] = Zero(field.Type);
        }
    }

    private JsonNode? Value(ValueType type, JsonNode value, string path, Place place)
    {
        switch (type.Form)
        {
            case ValueForm.Struct:
                return Struct(type.Struct!.Value, value as JsonObject ?? throw place.Mismatch(value, type), path, place);
            case ValueForm.StructOrAny:
                return value is JsonObject alternative ? Struct(type.Struct!.Value, alternative, path, place) : value.DeepClone();
            case ValueForm.List:
                return List(type.Element!, value as JsonArray ?? throw place.Mismatch(value, type), path, place);
            case ValueForm.Map:
                return Map(type.Element!, value as JsonObject ?? throw place.Mismatch(value, type), path, place);
            case ValueForm.Text:
                return value.AsText() is not null ? value.DeepClone() : throw place.Mismatch(value, type);
            case ValueForm.Flag:
                return value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.DeepClone() : throw place.Mismatch(value, type);
            case ValueForm.Whole:
                return Whole(value, type, place);
            case ValueForm.Real:
                return value.GetValueKind() is JsonValueKind.Number ? value.DeepClone() : throw place.Mismatch(value, type);
            case ValueForm.Bytes:
                return value.AsText() is { } text ? TextForms.Base64(text) : throw place.Mismatch(value, type);
            case ValueForm.Quantity:
                return TextForms.Quantity(value);
            case ValueForm.Time or ValueForm.MicroTime:
                return TextForms.Time(value, type.Form is ValueForm.MicroTime);
            case ValueForm.IntOrText:
                return TextForms.IntOrText(value);
            case ValueForm.Object:
                return value is JsonObject ? value.DeepClone() : throw place.Mismatch(value, type);
            default:
                return value.DeepClone();
        }
    }

    private JsonObject Struct(ApiType type, JsonObject source, string path, Place place)
    {
        var result = new JsonObject();
        Fill(result, type, source, path, place.Path, isRoot: false);
        return result;
    }

    private JsonArray List(ValueType element, JsonArray source, string path, Place place)
    {
        var result = new JsonArray();
        for (var i = 0; i < source.Count; i++)
            result.Add(source[i] is { } value ? Value(element, value, $"{path}[{i}]", place) : Zero(element));
        return result;
    }

    private JsonObject Map(ValueType element, JsonObject source, string path, Place place)
    {
        var result = new JsonObject();
        foreach (var (key, value) in source)
            result[key] = value is null ? Zero(element) : Value(element, value, $"{path}.{key}", place);
        return result;
    }

    private static JsonNode Whole(JsonNode value, ValueType type, Place place)
    {
        if (value.GetValueKind() is not JsonValueKind.Number)
            throw place.Mismatch(value, type);
        var text = value.ToText();
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && (type.GoName != "int32" || whole is >= int.MinValue and <= int.MaxValue)
            ? value.DeepClone() : throw Mismatch($"number {text}", place.Text, type.GoName);
    }

    private static bool IsZero(ValueType type, JsonNode value) => type.Form switch
    {
        ValueForm.Text or ValueForm.Bytes => value.AsText() is "",
        ValueForm.Flag => value.GetValueKind() is JsonValueKind.False,
        ValueForm.Whole or ValueForm.Real => value.ToText() is "0",
        ValueForm.List => value is JsonArray { Count: 0 },
        ValueForm.Map => value is JsonObject { Count: 0 },
        _ => false,
    };

    private static JsonNode? Zero(ValueType type) => type.IsPointer ? null : type.Form switch
    {
        ValueForm.Text => "",
        ValueForm.Flag => false,
        ValueForm.Whole or ValueForm.Real or ValueForm.IntOrText => 0,
        ValueForm.Quantity => "0",
        ValueForm.Struct => ReadPart(type.Struct!.Value, Nothing, "", out _),
        _ => null,
    };

    private static TypeMismatchException Mismatch(JsonNode value, string place, string type) => Mismatch(Kind(value), place, type);

    private static TypeMismatchException Mismatch(string found, string place, string type) =>
        new($"json: cannot unmarshal {found} into Go struct field {place} of type {type}");

    private static string Kind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };

    /// <summary>Where a value stands, as the decoder names it: the innermost struct, then the whole path.</summary>
    private readonly record struct Place(string Struct, string Path)
    {
        public string Text => $"{Struct}.{Path}";

        public TypeMismatchException Mismatch(JsonNode value, ValueType type) => TypedReading.Mismatch(value, Text, type.GoName);
    }
}
