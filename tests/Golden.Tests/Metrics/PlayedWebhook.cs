using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubernetes.Client.Connection;
using Microsoft.Extensions.Logging;
using Shared.Admission.Reviews;
using Shared.Hosting.Options;
using Testing.Kubernetes;
using Testing.Time;
using Webhook;
using Webhook.Certificates;

namespace Golden.Tests.Metrics;

/// <summary>What a webhook shows after one pod review.</summary>
internal static class PlayedWebhook
{
    private const string Applications = "/apis/sparkoperator.k8s.io/v1beta2/sparkapplications";

    public static async Task<MetricFamilies> PageAsync()
    {
        var folder = new CertificateFolder(Directory.CreateTempSubdirectory("webhook-").FullName);
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        var options = new WebhookOptions
        {
            Listen = new ListenAddress("https", loopback),
            MetricsListen = new ListenAddress("http", loopback),
            Certificates = folder,
            SelfSigned = true,
            CertificateHosts = ["127.0.0.1"],
            LogLevel = LogLevel.None,
        };
        try
        {
            await using var host = new WebhookHost(options, Connect, TimeProvider.System);
            await host.StartAsync(CancellationToken.None);
            await host.Ready(CancellationToken.None);
            await ReviewAsync(host.Url, Path.Combine(folder.Directory, CertificateFiles.AuthorityName));
            return MetricFamilies.Of(await PageAfterReviewAsync($"{host.TelemetryUrl}/metrics"));
        }
        finally
        {
            Directory.Delete(folder.Directory, recursive: true);
        }
    }

    // A review is measured once it is answered, so its client may come here first.
    private static async Task<string> PageAfterReviewAsync(string url)
    {
        using var client = new HttpClient();
        var page = "";
        await Eventually.True(async () => (page = await client.GetStringAsync(url)).Contains("controller_runtime_webhook_latency_seconds_bucket{", StringComparison.Ordinal));
        return page;
    }

    private static FakeKubernetesApi Connect(IMeterFactory meters)
    {
        _ = new RequestMetrics(meters, "10.96.0.1:443");
        return new FakeKubernetesApi().When("GET", Applications, """{"kind":"SparkApplicationList","metadata":{"resourceVersion":"1"},"items":[]}""");
    }

    private static async Task ReviewAsync(string url, string authority)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(authority) },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        });
        const string Review = """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE","object":{"metadata":{"name":"p","namespace":"default"},"spec":{"containers":[{"name":"c"}]}}}}""";
        using var content = new StringContent(Review, Encoding.UTF8);
        content.Headers.ContentType = new("application/json");
        (await client.PostAsync(url + ReviewTable.PodPath, content)).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
