using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Types;

/// <summary>A value that its field cannot hold. The message is the one of a real server's decoder.</summary>
#pragma warning disable CA1032, CA1064 // Internal, and never without its sentence.
internal sealed class TypeMismatchException(string message) : Exception(message);
#pragma warning restore CA1032, CA1064

/// <summary>
/// Brings an object into the form in which its type is written down, as a real server does by reading and writing it: unknown fields
/// go, nulls and what is empty go unless the type always writes them, quantities and times get their canonical text, fields come in
/// the order of the type. Works in place, so that an object that is in this form already costs a walk and no copy.
/// </summary>
internal sealed class TypedReading
{
    private readonly List<string> _unknown = [];
    private readonly Trail _trail = new();

    /// <summary>
    /// A whole object, which is changed and returned. <paramref name="unknown"/> are the paths of fields that the type does not have,
    /// in the order of the text. After a <see cref="TypeMismatchException"/> it is half changed.
    /// </summary>
    public static JsonObject Read(ApiType type, JsonObject o, out IReadOnlyList<string> unknown)
    {
        // The envelope belongs to every object and to no type.
        foreach (var name in new[] { "kind", "apiVersion" })
        {
            if (o[name] is { } value && value.AsText() is null)
                throw Mismatch(Kind(value), $"TypeMeta.{name}", "string");
        }

        var reading = new TypedReading();
        reading.Fill(o, type, isRoot: true);
        unknown = reading._unknown;
        return o;
    }

    /// <summary>A part, such as the metadata of an object whose other fields are known from elsewhere.</summary>
    public static JsonObject ReadPart(ApiType type, JsonObject part, string name, out IReadOnlyList<string> unknown)
    {
        var reading = new TypedReading();
        if (name.Length > 0)
            reading._trail.Field(name);
        reading.Fill(part, type, isRoot: false);
        unknown = reading._unknown;
        return part;
    }

    private void Fill(JsonObject o, ApiType type, bool isRoot)
    {
        var isTidy = !isRoot || StartsWithEnvelope(o);
        var (last, alwaysWritten) = (-1, 0);
        for (var i = 0; i < o.Count; i++)
        {
            var (name, value) = o.GetAt(i);
            if (isRoot && IsEnvelope(name))
                continue;
            _trail.Field(name, type.Name);
            var place = type.IndexOf(name);
            if (place < 0)
            {
                _unknown.Add(_trail.Path());
                isTidy = false;
            }
            else
            {
                var field = type.Fields[place];
                var read = Written(field, value is null ? null : Value(field.Type, value));
                if (!ReferenceEquals(read, value))
                    o.SetAt(i, read);
                isTidy &= place > last && (read is not null || field.IsAlwaysWritten);
                last = place;
                alwaysWritten += field.IsAlwaysWritten ? 1 : 0;
            }

            _trail.Back();
        }

        if (!isTidy || alwaysWritten < type.AlwaysWritten)
            Rebuild(o, type, isRoot);
    }

    /// <summary>What is written for a value of this field; null also where nothing is.</summary>
    private static JsonNode? Written(ApiField field, JsonNode? value)
    {
        if (value is not null && (field.Type.IsPointer || !IsZero(field.Type, value)))
            return value;
        if (!field.IsAlwaysWritten)
            return null;
        return value is not null && field.Type.Form is ValueForm.Text or ValueForm.Flag or ValueForm.Whole or ValueForm.Real ? value : Zero(field.Type);
    }

    private static void Rebuild(JsonObject o, ApiType type, bool isRoot)
    {
        var members = new JsonNode?[type.Fields.Length];
        var envelope = new List<KeyValuePair<string, JsonNode?>>(2);
        foreach (var member in o)
        {
            if (isRoot && IsEnvelope(member.Key))
                envelope.Add(member);
            else if (type.IndexOf(member.Key) is >= 0 and var place)
                members[place] = member.Value;
        }

        o.Clear();
        foreach (var (name, value) in envelope.Where(member => member.Value is not null).OrderByDescending(member => member.Key, StringComparer.Ordinal))
            o.Add(name, value);
        for (var i = 0; i < members.Length; i++)
        {
            var field = type.Fields[i];
            if (members[i] is { } value)
                o.Add(field.Name!, value);
            else if (field.IsAlwaysWritten)
                o.Add(field.Name!, Zero(field.Type));
        }
    }

    private static bool IsEnvelope(string name) => name is "kind" or "apiVersion";

    // Kind first, then the version.
    private static bool StartsWithEnvelope(JsonObject o)
    {
        var next = 0;
        foreach (var name in new[] { "kind", "apiVersion" })
        {
            if (!o.ContainsKey(name))
                continue;
            var (found, value) = o.GetAt(next++);
            if (found != name || value is null)
                return false;
        }

        return true;
    }

    private JsonNode? Value(ValueType type, JsonNode value)
    {
        switch (type.Form)
        {
            case ValueForm.Struct:
                Fill(value as JsonObject ?? throw Mismatch(value, type), type.Struct!.Value, isRoot: false);
                return value;
            case ValueForm.StructOrAny:
                if (value is JsonObject alternative)
                    Fill(alternative, type.Struct!.Value, isRoot: false);
                return value;
            case ValueForm.List:
                FillList(type.Element!, value as JsonArray ?? throw Mismatch(value, type));
                return value;
            case ValueForm.Map:
                FillMap(type.Element!, value as JsonObject ?? throw Mismatch(value, type));
                return value;
            case ValueForm.Text:
                return value.AsText() is not null ? value : throw Mismatch(value, type);
            case ValueForm.Flag:
                return value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value : throw Mismatch(value, type);
            case ValueForm.Whole:
                return Whole(value, type);
            case ValueForm.Real:
                return value.GetValueKind() is JsonValueKind.Number ? value : throw Mismatch(value, type);
            case ValueForm.Bytes:
                return value.AsText() is { } text ? Same(value, TextForms.Base64(text)) : throw Mismatch(value, type);
            case ValueForm.Quantity:
                return Same(value, TextForms.Quantity(value));
            case ValueForm.Time or ValueForm.MicroTime:
                return Same(value, TextForms.Time(value, type.Form is ValueForm.MicroTime));
            case ValueForm.IntOrText:
                return TextForms.IntOrText(value);
            case ValueForm.Object:
                return value is JsonObject ? value : throw Mismatch(value, type);
            default:
                return value;
        }
    }

    private void FillList(ValueType element, JsonArray list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var value = list[i];
            _trail.Index(i);
            var read = value is null ? Zero(element) : Value(element, value);
            if (!ReferenceEquals(read, value))
                list[i] = read;
            _trail.Back();
        }
    }

    private void FillMap(ValueType element, JsonObject map)
    {
        for (var i = 0; i < map.Count; i++)
        {
            var (key, value) = map.GetAt(i);
            _trail.Key(key);
            var read = value is null ? Zero(element) : Value(element, value);
            if (!ReferenceEquals(read, value))
                map.SetAt(i, read);
            _trail.Back();
        }
    }

    private JsonNode Whole(JsonNode value, ValueType type)
    {
        if (value.GetValueKind() is not JsonValueKind.Number)
            throw Mismatch(value, type);
        return value.AsNumber() is { } whole && (type.GoName != "int32" || whole is >= int.MinValue and <= int.MaxValue)
            ? value : throw Mismatch($"number {value.ToText()}", _trail.GoPlace(), type.GoName);
    }

    // The node that is there stays, if it says what it should.
    private static JsonNode Same(JsonNode value, string text) => value.AsText() == text ? value : text;

    private static bool IsZero(ValueType type, JsonNode value) => type.Form switch
    {
        ValueForm.Text or ValueForm.Bytes => value.AsText() is "",
        ValueForm.Flag => value.GetValueKind() is JsonValueKind.False,
        ValueForm.Whole => value.AsNumber() is 0,
        ValueForm.Real => value.ToText() is "0",
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
        ValueForm.Struct => ReadPart(type.Struct!.Value, [], "", out _),
        _ => null,
    };

    private TypeMismatchException Mismatch(JsonNode value, ValueType type) => Mismatch(Kind(value), _trail.GoPlace(), type.GoName);

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
}
