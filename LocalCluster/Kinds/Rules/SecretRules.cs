using System.Text;
using System.Text.Json.Nodes;
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
        foreach (var cause in PlainRules.ImmutableData(old, secret))
            yield return cause;
    }
}
