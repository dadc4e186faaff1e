using System.Text.Json.Nodes;
using LocalCluster.Admission;
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
            if (hook.NumberAt("timeoutSeconds") is { } seconds and not (>= 1 and <= 30))
                yield return Cause.Invalid($"{path}.timeoutSeconds", seconds, "the timeout value must be between 1 and 30 seconds");
            var (url, service) = (hook.TextAt("clientConfig", "url"), hook.ObjectAt("clientConfig", "service"));
            if (url is null == service is null)
                yield return Cause.Required($"{path}.clientConfig", "exactly one of url or service is required");
            else if (url is not null && UrlProblem(url) is { } wrong)
                yield return Cause.Invalid($"{path}.clientConfig.url", wrong.Value, $"{wrong.Problem}; desired format: https://host[/path]");
            foreach (var cause in MatchConditions.Misfits(hook, $"{path}."))
                yield return cause;
            if (hook.ListAt("admissionReviewVersions") is not { Count: > 0 } versions)
                yield return Cause.Required($"{path}.admissionReviewVersions", "must specify one of v1, v1beta1");
            else if (!versions.Texts().Any(version => version is "v1" or "v1beta1"))
                yield return Cause.Invalid($"{path}.admissionReviewVersions", versions.DeepClone(), "must include at least one of v1, v1beta1");
        }
    }

    private static (string Value, string Problem)? UrlProblem(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed))
            return (url, "url must be a valid URL");
        return parsed.Scheme is not "https" ? (parsed.Scheme, "'https' is the only allowed URL scheme")
            : parsed.Host.Length == 0 ? ("", "host must be specified")
            : parsed.UserInfo.Length > 0 ? (parsed.UserInfo, "user information is not permitted in the URL")
            : parsed.Fragment.Length > 0 ? (parsed.Fragment[1..], "fragments are not permitted in the URL")
            : parsed.Query.Length > 0 ? (parsed.Query[1..], "query parameters are not permitted in the URL")
            : null;
    }
}
