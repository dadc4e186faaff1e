using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Testing.Certificates;

namespace EndToEnd.Tests.Clusters;

/// <summary>Somebody else's webhook.</summary>
public sealed class ForeignWebhook : IAsyncDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly WebApplication _app;

    private ForeignWebhook(Func<JsonObject, JsonObject> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(_authority.ServerCertificate())));
        _app = builder.Build();
        _app.Run(context => AnswerAsync(context, answer));
    }

    public string Url => _app.Urls.First();

    /// <param name="answer">From the object under review to the response, without <c>uid</c>.</param>
    public static async Task<ForeignWebhook> StartAsync(Func<JsonObject, JsonObject> answer)
    {
        var webhook = new ForeignWebhook(answer);
        await webhook._app.StartAsync();
        return webhook;
    }

    public static JsonObject Refusal(string message) => new() { ["allowed"] = false, ["status"] = new JsonObject { ["message"] = message, ["code"] = 403 } };

    /// <param name="patch">RFC 6902; null changes nothing.</param>
    public static JsonObject Consent(JsonArray? patch) => patch is null
        ? new JsonObject { ["allowed"] = true }
        : new JsonObject { ["allowed"] = true, ["patchType"] = "JSONPatch", ["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch.ToJsonString())) };

    /// <summary>Has the API server ask <paramref name="url"/> about what is created in one namespace.</summary>
    /// <returns>The request that takes it back.</returns>
    public async Task<ApiRequest> RegisterAsync(IKubernetesApi api, string name, string @namespace, string url, KubernetesResource about, bool mutates = false)
    {
        var resource = mutates ? KubernetesResources.MutatingWebhookConfigurations : KubernetesResources.ValidatingWebhookConfigurations;
        await api.CreateAsync(resource, null, JsonNode.Parse(
            $$$"""
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"{{{resource.Kind}}}","metadata":{"name":"{{{name}}}"},
             "webhooks":[{"name":"{{{name}}}.example.org","admissionReviewVersions":["v1"],"sideEffects":"None","failurePolicy":"Fail",
                          "clientConfig":{"url":"{{{url}}}","caBundle":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(_authority.Pem))}}}"},
                          "namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"{{{@namespace}}}"}},
                          "rules":[{"apiGroups":["{{{about.Group}}}"],"apiVersions":["{{{about.Version}}}"],"operations":["CREATE"],"resources":["{{{about.Plural}}}"]}]}]}
            """)!);
        return ApiRequests.Delete(resource, null, name);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _authority.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context, Func<JsonObject, JsonObject> answer)
    {
        var review = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        var response = answer((JsonObject)review["request"]!["object"]!);
        response["uid"] = review["request"]!["uid"]!.DeepClone();
        review["response"] = response;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(review.ToJsonString(), context.RequestAborted);
    }
}
