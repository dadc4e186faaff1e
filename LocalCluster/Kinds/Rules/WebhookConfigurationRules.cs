using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class WebhookConfigurationRules
{
    public static readonly KindRules Rules = new() { CountsGeneration = true, Default = Default, Validate = (_, o) => WebhookConfigurationValidation.Validate(o) };

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
}
