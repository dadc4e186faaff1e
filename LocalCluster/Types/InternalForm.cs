using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Types;

/// <summary>A part of an object as a real server prints its internal form in errors: all fields, with the names of the Go struct.</summary>
internal static class InternalForm
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["apiVersion"] = "APIVersion",
        ["dnsPolicy"] = "DNSPolicy",
        ["dnsConfig"] = "DNSConfig",
        ["fsGroup"] = "FSGroup",
        ["fsGroupChangePolicy"] = "FSGroupChangePolicy",
        ["grpc"] = "GRPC",
        ["httpGet"] = "HTTPGet",
        ["os"] = "OS",
        ["seLinuxOptions"] = "SELinuxOptions",
        ["tcpSocket"] = "TCPSocket",
        ["tty"] = "TTY",
        ["uid"] = "UID",
    };

    /// <param name="type">The type of the part.</param>
    /// <param name="part">The part in its API form.</param>
    public static JsonObject Of(ApiType type, JsonObject? part)
    {
        // What is metadata to every kind has no internal form of its own.
        if (type.Package is "meta.v1")
            return part?.Clone() ?? [];
        var result = new JsonObject();
        foreach (var field in type.Fields)
        {
            // The Go struct embeds its metadata, whose fields keep their names.
            if (field is { Name: "metadata", Type.Struct.Value: { Package: "meta.v1", Name: "ObjectMeta" } })
            {
                foreach (var (name, value) in part.ObjectAt("metadata") ?? [])
                    result[name] = value?.DeepClone();
                continue;
            }

            result[Irregular.GetValueOrDefault(field.Name!) ?? char.ToUpperInvariant(field.Name![0]) + field.Name[1..]] = Value(field.Type, part?[field.Name!]);
        }

        return result;
    }

    /// <summary>Indented by one blank, as differences are shown.</summary>
    public static string Indented(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    private static JsonNode? Value(ValueType type, JsonNode? value) => (type.Form, value) switch
    {
        (ValueForm.Struct, JsonObject part) => Of(type.Struct!.Value, part),
        (ValueForm.Struct, null) when !type.IsPointer => Of(type.Struct!.Value, null),
        (ValueForm.List, JsonArray list) when type.Element is { Form: ValueForm.Struct } element =>
            new JsonArray([.. list.Select(item => Of(element.Struct!.Value, item as JsonObject))]),
        (ValueForm.Text, null) when !type.IsPointer => "",
        (ValueForm.Flag, null) when !type.IsPointer => false,
        (ValueForm.Whole, null) when !type.IsPointer => 0,
        _ => value?.DeepClone(),
    };

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                Block(text, '{', '}', depth, map.Select(pair => (Action)(() => Write(text.Append(JsonValue.Create(pair.Key).ToText()).Append(": "), pair.Value, depth + 1))));
                break;
            case JsonArray { Count: > 0 } list:
                Block(text, '[', ']', depth, list.Select(item => (Action)(() => Write(text, item, depth + 1))));
                break;
            default:
                _ = text.Append(node.ToText());
                break;
        }
    }

    private static void Block(StringBuilder text, char open, char close, int depth, IEnumerable<Action> members)
    {
        _ = text.Append(open);
        var isFirst = true;
        foreach (var member in members)
        {
            _ = text.Append(isFirst ? "\n" : ",\n").Append(' ', depth + 1);
            member();
            isFirst = false;
        }

        _ = text.Append('\n').Append(' ', depth).Append(close);
    }
}
