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

/// <summary>Somebody else's webhook, which refuses every driver.</summary>
public sealed class RefusingWebhook : IAsyncDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly WebApplication _app;

    private RefusingWebhook(string message)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(_authority.ServerCertificate())));
        _app = builder.Build();
        _app.Run(context => RefuseAsync(context, message));
    }

    public string Url => _app.Urls.First();

    public static async Task<RefusingWebhook> StartAsync(string message)
    {
        var webhook = new RefusingWebhook(message);
        await webhook._app.StartAsync();
        return webhook;
    }

    /// <summary>Has the API server ask <paramref name="url"/> about the drivers of one namespace.</summary>
    public Task RegisterAsync(IKubernetesApi api, string name, string @namespace, string url) => api.CreateAsync(KubernetesResources.ValidatingWebhookConfigurations, null, JsonNode.Parse(
        $$$"""
        {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"{{{name}}}"},
         "webhooks":[{"name":"{{{name}}}.example.org","admissionReviewVersions":["v1"],"sideEffects":"None","failurePolicy":"Fail",
                      "clientConfig":{"url":"{{{url}}}","caBundle":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(_authority.Pem))}}}"},
                      "namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"{{{@namespace}}}"}},
                      "rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["pods"]}]}]}
        """)!);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _authority.Dispose();
    }

    private static async Task RefuseAsync(HttpContext context, string message)
    {
        var review = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        review["response"] = new JsonObject
        {
            ["uid"] = review["request"]!["uid"]!.DeepClone(),
            ["allowed"] = false,
            ["status"] = new JsonObject { ["message"] = message, ["code"] = 403 },
        };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(review.ToJsonString(), context.RequestAborted);
    }
}
