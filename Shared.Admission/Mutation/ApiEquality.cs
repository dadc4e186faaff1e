using System.Text.Json;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Shared.Admission.Mutation;

/// <summary>
/// Whether two parts of a pod are the same to the API server: defaults that it fills in count as absent, amounts count by value, the
/// order of members does not count. A source that is chosen by being there, such as <c>emptyDir: {}</c>, is never absent.
/// </summary>
internal static class ApiEquality
{
    public static bool AreEqual<T>(T left, T right) where T : class
    {
        if (ReferenceEquals(left, right))
            return true;

        var (first, second) = (ContractsJson.Serialize(left), ContractsJson.Serialize(right));
        if (first.AsSpan().SequenceEqual(second))
            return true;

        using var leftDocument = JsonDocument.Parse(first);
        using var rightDocument = JsonDocument.Parse(second);
        return AreEqual("", leftDocument.RootElement, rightDocument.RootElement, amounts: false);
    }

    private static bool AreEqual(string name, JsonElement left, JsonElement right, bool amounts)
    {
        if (left.ValueKind != right.ValueKind)
            return amounts && Amount(left) is { } number && number == Amount(right);

        return left.ValueKind switch
        {
            JsonValueKind.Object => ObjectsAreEqual(left, right, amounts: name is "requests" or "limits"),
            JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => AreEqual("", pair.First, pair.Second, amounts: false)),
            _ => JsonElement.DeepEquals(left, right) || (amounts && Amount(left) is { } amount && amount == Amount(right)),
        };
    }

    private static bool ObjectsAreEqual(JsonElement left, JsonElement right, bool amounts)
    {
        foreach (var member in left.EnumerateObject())
        {
            var equal = right.TryGetProperty(member.Name, out var other)
                ? AreEqual(member.Name, member.Value, other, amounts || member.Name is "sizeLimit" or "divisor")
                : IsDefault(member.Name, member.Value);
            if (!equal)
                return false;
        }

        return right.EnumerateObject().All(member => left.TryGetProperty(member.Name, out _) || IsDefault(member.Name, member.Value));
    }

    private static bool IsDefault(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString() switch
        {
            "" => true,
            "TCP" => name == "protocol",
            "v1" => name == "apiVersion",
            "0" => name == "divisor",
            _ => false,
        },
        JsonValueKind.Number => name == "defaultMode" && value.TryGetInt32(out var mode) && mode == 0b110_100_100,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => name is "metadata" or "spec" or "resources" && value.EnumerateObject().All(member => IsDefault(member.Name, member.Value)),
        _ => false,
    };

    private static decimal? Amount(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && QuantityText.TryParse(value.ValueKind is JsonValueKind.String ? value.GetString() : value.GetRawText(), out var amount)
            ? amount
            : null;
}
