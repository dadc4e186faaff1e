using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shared.Contracts.Core;

namespace Shared.Contracts.Serialization;

/// <summary>Compares a document with the types that it should have. The deserializer stops at the first misfit; a user wants to see all.</summary>
internal static class MisfitSearch
{
    public static IReadOnlyList<Misfit> In(JsonElement document, JsonTypeInfo expected)
    {
        var misfits = new List<Misfit>();
        Visit("", document, expected, misfits);
        return misfits;
    }

    private static void Visit(string path, JsonElement found, JsonTypeInfo expected, List<Misfit> misfits)
    {
        var type = Nullable.GetUnderlyingType(expected.Type) ?? expected.Type;
        if (found.ValueKind is JsonValueKind.Null || type == typeof(JsonElement))
            return;

        switch (expected.Kind)
        {
            case JsonTypeInfoKind.Object when found.ValueKind is JsonValueKind.Object:
                VisitMembers(path, found, expected, misfits);
                break;
            case JsonTypeInfoKind.Dictionary when found.ValueKind is JsonValueKind.Object:
                foreach (var member in found.EnumerateObject())
                    VisitEntry(JsonPaths.Member(path, member.Name), member.Value, ElementOf(expected), misfits);
                break;
            case JsonTypeInfoKind.Enumerable when found.ValueKind is JsonValueKind.Array:
                foreach (var (index, item) in found.EnumerateArray().Index())
                    VisitEntry(JsonPaths.Item(path, index), item, ElementOf(expected), misfits);
                break;
            case JsonTypeInfoKind.None when Fits(found, type):
                break;
            default:
                misfits.Add(new Misfit(path, $"found {Describe(found)}, expected {Expectation(expected.Kind, type)}"));
                break;
        }
    }

    // A null member is an absent member; a null among the entries of a list or map means nothing, and no rule expects it.
    private static void VisitEntry(string path, JsonElement found, JsonTypeInfo expected, List<Misfit> misfits)
    {
        if (found.ValueKind is JsonValueKind.Null && expected.Type != typeof(JsonElement))
            misfits.Add(new Misfit(path, "found null, expected a value; remove the entry"));
        else
            Visit(path, found, expected, misfits);
    }

    private static void VisitMembers(string path, JsonElement found, JsonTypeInfo expected, List<Misfit> misfits)
    {
        foreach (var member in found.EnumerateObject())
        {
            if (expected.Properties.FirstOrDefault(property => !property.IsExtensionData && property.Name == member.Name) is { } property)
                Visit(JsonPaths.Member(path, member.Name), member.Value, expected.Options.GetTypeInfo(property.PropertyType), misfits);
        }
    }

    private static JsonTypeInfo ElementOf(JsonTypeInfo collection) => collection.Options.GetTypeInfo(collection.ElementType!);

    private static bool Fits(JsonElement found, Type type) => found.ValueKind switch
    {
        JsonValueKind.String => type == typeof(string) || type == typeof(Quantity) || type == typeof(IntOrString)
            || (type == typeof(DateTimeOffset) && found.TryGetDateTimeOffset(out _))
            || (type == typeof(byte[]) && found.TryGetBytesFromBase64(out _)),
        JsonValueKind.Number => type == typeof(Quantity)
            || (type == typeof(int) && found.TryGetInt32(out _))
            || ((type == typeof(long) || type == typeof(IntOrString)) && found.TryGetInt64(out _)),
        JsonValueKind.True or JsonValueKind.False => type == typeof(bool),
        _ => false,
    };

    private static string Describe(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.String => $"the string {Shortened(found.GetRawText())}",
        JsonValueKind.Number => $"the number {found.GetRawText()}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array => "a list",
        _ => "an object",
    };

    private static string Expectation(JsonTypeInfoKind kind, Type type) => kind switch
    {
        JsonTypeInfoKind.Object => "an object",
        JsonTypeInfoKind.Dictionary => "an object (names to values)",
        JsonTypeInfoKind.Enumerable => "a list",
        _ when type == typeof(string) => "a string (put it in quotes)",
        _ when type == typeof(bool) => "true or false without quotes",
        _ when type == typeof(int) => "a whole number without quotes, at most 2147483647",
        _ when type == typeof(long) => "a whole number without quotes",
        _ when type == typeof(Quantity) => "a quantity such as \"512Mi\", \"500m\" or 2",
        _ when type == typeof(IntOrString) => "a whole number or a string",
        _ when type == typeof(DateTimeOffset) => "an instant such as \"2026-03-01T12:00:00Z\"",
        _ when type == typeof(byte[]) => "a string in Base64",
        _ => "another type",
    };

    // Long values are data, perhaps secret ones; the path says where they are.
    private static string Shortened(string text) => text.Length <= 40 ? text : $"{text[..37]}...\"";
}
