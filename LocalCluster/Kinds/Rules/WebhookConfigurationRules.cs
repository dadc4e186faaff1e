using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class WebhookConfigurationRules
{
    public static readonly KindRules Rules = new() { CountsGeneration = true, Default = Default, Validate = (_, o) => Validate(o) };

    private static void Default(JsonObject configuration)
    {
        foreach (var hook in configuration["webhooks"].Objects())
        {
            hook.Default("failurePolicy", "Fail");
            hook.Default("matchPolicy", "Equivalent");
            hook.Default("namespaceSelector", new JsonObject());
            hook.Default("objectSelector", new JsonObject());
            hook.Default("timeoutSeconds", 10);
            if (configuration.TextAt("kind") is "MutatingWebhookConfiguration")
                hook.Default("reinvocationPolicy", "Never");
            hook.ObjectAt("clientConfig", "service")?.Default("port", 443);
            foreach (var rule in hook["rules"].Objects())
                rule.Default("scope", "*");
        }
    }

    private static IEnumerable<Cause> Validate(JsonObject configuration)
    {
        var index = 0;
        foreach (var hook in configuration["webhooks"].Objects())
        {
            var path = $"webhooks[{index++}]";
            if (hook.TextAt("name") is not { Length: > 0 } name)
                yield return Cause.Required($"{path}.name");
            else if (name.Split('.').Length < 3)
                yield return Cause.Invalid($"{path}.name", name, "should be a domain with at least three segments separated by dots");
            if (hook.TextAt("sideEffects") is not { } effects)
                yield return Cause.Required($"{path}.sideEffects", "must specify one of None, NoneOnDryRun");
            else if (effects is not ("None" or "NoneOnDryRun"))
                yield return Cause.NotSupported($"{path}.sideEffects", effects, ["None", "NoneOnDryRun"]);
            if (hook.ListAt("admissionReviewVersions") is not { Count: > 0 })
                yield return Cause.Required($"{path}.admissionReviewVersions", "must specify one of v1, v1beta1");
            if (hook.NumberAt("timeoutSeconds") is { } seconds and not (>= 1 and <= 30))
                yield return Cause.Invalid($"{path}.timeoutSeconds", seconds, seconds < 1 ? "the timeout value must be at least one second" : "the timeout value must be at most 30 seconds");
            var (url, service) = (hook.TextAt("clientConfig", "url"), hook.ObjectAt("clientConfig", "service"));
            if (url is null == service is null)
                yield return Cause.Required($"{path}.clientConfig", "exactly one of url or service is required");
            else if (url is not null && !url.StartsWith("https://", StringComparison.Ordinal))
                yield return Cause.Invalid($"{path}.clientConfig.url", url, "'https' is the only allowed URL scheme");
        }
    }
}
