using System.Text.Json;
using FluentValidation;

namespace Shared.Admission.Validation;

/// <summary>The type of a JSON value and of its members, for parts of a pod that pass through as JSON. Unknown members are allowed.</summary>
internal sealed record JsonShape(string Expected, Func<JsonElement, bool> Fits)
{
    public JsonShape? Item { get; init; }

    public IReadOnlyDictionary<string, JsonShape> Members { get; init; } = new Dictionary<string, JsonShape>();

    public IReadOnlyList<string> Required { get; init; } = [];
}

internal static class ShapeRules
{
    public static void Judge<T>(ValidationContext<T> context, string path, JsonElement? value, JsonShape shape)
    {
        if (value is { } present)
            Judge(context, path, present, shape);
    }

    private static void Judge<T>(ValidationContext<T> context, string path, JsonElement value, JsonShape shape)
    {
        // Null is absent everywhere in Kubernetes.
        if (value.ValueKind is JsonValueKind.Null)
            return;
        if (!shape.Fits(value))
        {
            context.Refuse(path, ErrorCodes.InvalidType, $"found {Kind(value)}, expected {shape.Expected}");
            return;
        }

        if (value.ValueKind is JsonValueKind.Array && shape.Item is { } item)
        {
            var index = 0;
            foreach (var entry in value.EnumerateArray())
                Judge(context, $"{path}[{index++}]", entry, item);
        }

        if (value.ValueKind is not JsonValueKind.Object)
            return;
        foreach (var name in shape.Required.Where(name => !value.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null))
            context.Refuse($"{path}.{name}", ErrorCodes.Required, $"this {shape.Members[name].Expected} is missing");
        foreach (var member in value.EnumerateObject())
        {
            if (shape.Members.TryGetValue(member.Name, out var memberShape))
                Judge(context, $"{path}.{member.Name}", member.Value, memberShape);
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
