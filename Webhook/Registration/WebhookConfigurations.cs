using System.Text.Json.Nodes;
using Shared.Contracts.Names;
using Webhook.Admission;

namespace Webhook.Registration;

/// <summary>
/// What tells the API server to call us: upstream's two objects, entry by entry. The pod entry leaves out pods that were complete when
/// they were created, so that on the fast path there is no call at all.
/// </summary>
internal static class WebhookConfigurations
{
    private const string Group = "sparkoperator.k8s.io";

    private static readonly (string Version, string Plural, string Kind)[] Kinds =
    [
        ("v1beta2", "sparkapplications", "sparkapplication"),
        ("v1beta2", "scheduledsparkapplications", "scheduledsparkapplication"),
        ("v1alpha1", "sparkconnects", "sparkconnect"),
    ];

    /// <summary>A v1 List of a MutatingWebhookConfiguration and a ValidatingWebhookConfiguration.</summary>
    public static JsonObject For(RegistrationOptions options) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray(
            Configuration("MutatingWebhookConfiguration", options, [PodEntry(options), .. Kinds.Select(kind => Entry("mutate", kind, options))]),
            Configuration("ValidatingWebhookConfiguration", options, [.. Kinds.Select(kind => Entry("validate", kind, options))])),
    };

    private static JsonObject Configuration(string kind, RegistrationOptions options, IEnumerable<JsonObject> entries) => new()
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = options.ConfigurationName },
        ["webhooks"] = new JsonArray([.. entries]),
    };

    private static JsonObject PodEntry(RegistrationOptions options)
    {
        var entry = Entry(Handlers.Pod, Rule("", "v1", "pods", "CREATE"), options);
        entry["objectSelector"] = new JsonObject
        {
            ["matchLabels"] = new JsonObject { [Labels.LaunchedBySparkOperator] = Labels.True },
            ["matchExpressions"] = new JsonArray(new JsonObject { ["key"] = Labels.Rendered, ["operator"] = "DoesNotExist" }),
        };
        return entry;
    }

    private static JsonObject Entry(string verb, (string Version, string Plural, string Kind) kind, RegistrationOptions options) => Entry(
        $"/{verb}-{Group.Replace('.', '-')}-{kind.Version}-{kind.Kind}", Rule(Group, kind.Version, kind.Plural, "CREATE", "UPDATE"), options);

    private static JsonObject Entry(string path, JsonObject rule, RegistrationOptions options)
    {
        var entry = new JsonObject
        {
            // The name of an entry is its path as a domain name.
            ["name"] = $"{path[1..]}.{Group}",
            ["admissionReviewVersions"] = new JsonArray("v1"),
            ["sideEffects"] = "None",
            ["failurePolicy"] = options.FailurePolicy,
            ["timeoutSeconds"] = options.TimeoutSeconds,
            ["clientConfig"] = Client(path, options),
            ["rules"] = new JsonArray(rule),
        };
        if (options.Namespaces.Count > 0)
        {
            entry["namespaceSelector"] = new JsonObject
            {
                ["matchExpressions"] = new JsonArray(new JsonObject
                {
                    ["key"] = "kubernetes.io/metadata.name",
                    ["operator"] = "In",
                    ["values"] = new JsonArray([.. options.Namespaces.Select(name => (JsonNode)name)]),
                }),
            };
        }

        return entry;
    }

    private static JsonObject Rule(string group, string version, string resource, params string[] operations) => new()
    {
        ["apiGroups"] = new JsonArray(group),
        ["apiVersions"] = new JsonArray(version),
        ["resources"] = new JsonArray(resource),
        ["operations"] = new JsonArray([.. operations.Select(operation => (JsonNode)operation)]),
    };

    private static JsonObject Client(string path, RegistrationOptions options)
    {
        var client = options.Url is { } url
            ? new JsonObject { ["url"] = url + path }
            : new JsonObject
            {
                ["service"] = new JsonObject
                {
                    ["name"] = options.ServiceName,
                    ["namespace"] = options.ServiceNamespace,
                    ["port"] = options.ServicePort,
                    ["path"] = path,
                },
            };
        if (options.CaBundle is { } bundle)
            client["caBundle"] = Convert.ToBase64String(bundle);
        return client;
    }
}
