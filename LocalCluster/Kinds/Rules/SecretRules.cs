using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class SecretRules
{
    public static readonly KindRules Rules = new()
    {
        Default = Default,
        Validate = Validate,
        Fields = [new("type")],
    };

    private static void Default(JsonObject secret)
    {
        secret.Default("type", "Opaque");
        if (secret.ObjectAt("stringData") is not { } plain)
            return;
        // Write-only convenience: it is merged into data and never read back.
        var data = secret.Ensure("data");
        foreach (var (name, value) in plain)
            data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value.AsText() ?? ""));
        _ = secret.Remove("stringData");
    }

    private static IEnumerable<Cause> Validate(JsonObject? old, JsonObject secret)
    {
        if (old?.TextAt("type") is { } type && secret.TextAt("type") != type)
            yield return Cause.Invalid("type", secret.TextAt("type"), "field is immutable");
        foreach (var cause in PlainRules.ImmutableData(old, secret).Concat(DataKeys.Validate(secret, "data")).Concat(OfType(secret)))
            yield return cause;
    }

    // Who names a type promises what programs look for in it.
    private static IEnumerable<Cause> OfType(JsonObject secret)
    {
        var data = secret.ObjectAt("data");
        IEnumerable<Cause> Missing(params string[] keys) => keys.Where(key => data?.ContainsKey(key) != true).Select(key => Cause.Required($"data[{key}]"));
        return secret.TextAt("type") switch
        {
            "kubernetes.io/tls" => Missing("tls.crt", "tls.key"),
            "kubernetes.io/dockerconfigjson" => Missing(".dockerconfigjson").Concat(Unreadable(data, ".dockerconfigjson")),
            "kubernetes.io/dockercfg" => Missing(".dockercfg").Concat(Unreadable(data, ".dockercfg")),
            "kubernetes.io/ssh-auth" => data.TextAt("ssh-privatekey") is { Length: > 0 } ? [] : [Cause.Required("data[ssh-privatekey]")],
            "kubernetes.io/basic-auth" when Missing("username", "password").ToList() is { Count: 2 } both => both,
            "kubernetes.io/service-account-token" when secret.TextAt("metadata", "annotations", "kubernetes.io/service-account.name") is null or "" =>
                [Cause.Required("metadata.annotations[kubernetes.io/service-account.name]")],
            _ => [],
        };
    }

    // What is wrong with the content is told, the content never.
    private static IEnumerable<Cause> Unreadable(JsonObject? data, string key)
    {
        if (data.TextAt(key) is not { } base64)
            return [];
        Cause Wrong(string why) => Cause.Invalid($"data[{key}]", "<secret contents redacted>", why);
        try
        {
            return JsonReading.Parse(Convert.FromBase64String(base64)) switch
            {
                null or JsonObject => [],
                var other => [Wrong($"json: cannot unmarshal {BodyDecoding.GoKind(other)} into Go value of type map[string]interface {{}}")],
            };
        }
        catch (JsonException e)
        {
            return [Wrong(e.Message)];
        }
    }
}
