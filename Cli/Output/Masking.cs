using System.Text.Json.Nodes;
using Shared.Contracts.Secrets;

namespace Cli.Output;

/// <summary>Hides what looks like a secret in objects that are shown to people or leave the cluster.</summary>
internal static class Masking
{
    public const string Hidden = "<hidden>";

    /// <summary>A copy. Hidden are values of secret keys, <c>value</c> beside a secret <c>name</c> (environment), and the data of Secrets.</summary>
    public static JsonNode? Mask(JsonNode? node) => node switch
    {
        JsonObject members => MaskMembers(members),
        JsonArray items => new JsonArray([.. items.Select(Mask)]),
        _ => node?.DeepClone(),
    };

    /// <summary>A line of a log without bearer tokens, passwords in addresses and values of secret keys.</summary>
    public static string MaskText(string line) => SecretText.Hide(line, Hidden);

    private static JsonObject MaskMembers(JsonObject members)
    {
        var isSecret = members["kind"] is JsonValue kind && kind.TryGetValue<string>(out var text) && text == "Secret";
        var hidesValue = members["name"] is JsonValue name && name.TryGetValue<string>(out var entry) && SecretText.IsKey(entry);
        var masked = new JsonObject();
        foreach (var (key, value) in members)
            masked[key] = IsHidden(key, value) || (hidesValue && key == "value") || (isSecret && key is "data" or "stringData") ? Hidden : Mask(value);
        return masked;
    }

    // Names of Secrets and of keys are no secrets: only texts and numbers are, and only where a user writes values.
    private static bool IsHidden(string key, JsonNode? value) =>
        value is JsonValue && SecretText.IsKey(key) && key is not ("secretName" or "automountServiceAccountToken" or "hasSecret");
}
