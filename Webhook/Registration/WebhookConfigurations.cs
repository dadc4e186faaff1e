using System.Text.Json.Nodes;
using Shared.Admission.Reviews;
using Shared.Contracts.Names;

namespace Webhook.Registration;

/// <summary>
/// What tells the API server to call us: upstream's two objects, entry by entry. The pod entry leaves out pods that were complete when
/// they were created, so that on the fast path there is no call at all.
/// </summary>
internal static class WebhookConfigurations
{
    private const string Domain = "sparkoperator.k8s.io";

    /// <summary>A v1 List of a MutatingWebhookConfiguration and a ValidatingWebhookConfiguration.</summary>
    public static JsonObject For(RegistrationOptions options) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray(
            Configuration("MutatingWebhookConfiguration", options.MutatingName, [PodEntry(options), .. Entries(mutates: true, options)]),
            Configuration("ValidatingWebhookConfiguration", options.ValidatingName, Entries(mutates: false, options))),
    };

    private static JsonObject Configuration(string kind, string name, IEnumerable<JsonObject> entries) => new()
    {
        ["apiVersion"] = "admissionregistration.k8s.io/v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name },
        ["webhooks"] = new JsonArray([.. entries]),
    };

    private static JsonObject PodEntry(RegistrationOptions options)
    {
        var entry = Entry(ReviewTable.PodPath, Rule(ReviewTable.Pods, "CREATE"), options);
        entry["objectSelector"] = new JsonObject
        {
            ["matchLabels"] = new JsonObject { [Labels.LaunchedBySparkOperator] = Labels.True },
            ["matchExpressions"] = new JsonArray(new JsonObject { ["key"] = Labels.Rendered, ["operator"] = "DoesNotExist" }),
        };
        return entry;
    }

    private static IEnumerable<JsonObject> Entries(bool mutates, RegistrationOptions options) =>
        ReviewTable.With().Where(review => review.Mutates == mutates).Select(review => Entry(review.Path, Rule(review.Of, "CREATE", "UPDATE"), options));

    private static JsonObject Entry(string path, JsonObject rule, RegistrationOptions options)
    {
        var entry = new JsonObject
        {
            // The name of an entry is its path as a domain name.
            ["name"] = $"{path[1..]}.{Domain}",
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

    private static JsonObject Rule(ReviewedKind kind, params string[] operations) => new()
    {
        ["apiGroups"] = new JsonArray(kind.Group),
        ["apiVersions"] = new JsonArray(kind.Version),
        ["resources"] = new JsonArray(kind.Plural),
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
