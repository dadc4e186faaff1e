using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cli.Output;

/// <summary>Hides what looks like a secret in objects that are shown to people or leave the cluster.</summary>
internal static partial class Masking
{
    public const string Hidden = "<hidden>";

    /// <summary>True for keys such as <c>spark.hadoop.fs.s3a.secret.key</c> and <c>DB_PASSWORD</c>; Spark's own <c>spark.redaction.regex</c>, widened.</summary>
    public static bool IsSecret(string key) => SecretKey().IsMatch(key);

    /// <summary>A copy. Hidden are values of secret keys, <c>value</c> beside a secret <c>name</c> (environment), and the data of Secrets.</summary>
    public static JsonNode? Mask(JsonNode? node) => node switch
    {
        JsonObject members => MaskMembers(members),
        JsonArray items => new JsonArray([.. items.Select(Mask)]),
        _ => node?.DeepClone(),
    };

    /// <summary>A line of a log without bearer tokens, passwords in addresses and values of secret keys.</summary>
    public static string MaskText(string line) =>
        KeyAndValue().Replace(AddressPassword().Replace(BearerToken().Replace(line, $"$1{Hidden}"), $"$1{Hidden}@"), $"$1{Hidden}");

    private static JsonObject MaskMembers(JsonObject members)
    {
        var isSecret = members["kind"] is JsonValue kind && kind.TryGetValue<string>(out var text) && text == "Secret";
        var hidesValue = members["name"] is JsonValue name && name.TryGetValue<string>(out var entry) && IsSecret(entry);
        var masked = new JsonObject();
        foreach (var (key, value) in members)
            masked[key] = IsHidden(key, value) || (hidesValue && key == "value") || (isSecret && key is "data" or "stringData") ? Hidden : Mask(value);
        return masked;
    }

    // Names of Secrets and of keys are no secrets: only texts and numbers are, and only where a user writes values.
    private static bool IsHidden(string key, JsonNode? value) =>
        value is JsonValue && IsSecret(key) && key is not ("secretName" or "automountServiceAccountToken" or "hasSecret");

    [GeneratedRegex("secret|passw(or)?d|token|credential|access[._-]?key|api[._-]?key|private[._-]?key", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretKey();

    [GeneratedRegex(@"(\bBearer\s+)[A-Za-z0-9._~+/=-]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BearerToken();

    [GeneratedRegex(@"([a-z][a-z0-9+.-]*://)[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AddressPassword();

    [GeneratedRegex(@"((?:password|passwd|secret|token|access[._-]?key|private[._-]?key|credential)[A-Za-z0-9._-]*\s*[=:]\s*""?)[^\s"",;]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex KeyAndValue();
}
