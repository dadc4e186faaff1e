using System.Net;
using Testing.Kubernetes;
using Testing.Time;

namespace Webhook.Tests;

public sealed class ReadinessTests
{
    [Fact]
    public async Task It_is_ready_only_when_the_applications_are_listed()
    {
        var listed = false;
        var api = new FakeKubernetesApi().When(
            request => request.Path == RunningWebhook.ListPath,
            request => Volatile.Read(ref listed)
                ? FakeKubernetesApi.Ok("""{"kind":"SparkApplicationList","metadata":{"resourceVersion":"1"},"items":[]}""")
                : throw FakeKubernetesApi.Refusal(request, 503, "ServiceUnavailable"));
        await using var webhook = await RunningWebhook.StartAsync(api, waitUntilReady: false);
        using var client = new HttpClient { BaseAddress = new Uri(webhook.TelemetryUrl) };

        var unready = await client.GetAsync("/readyz");
        Volatile.Write(ref listed, true);

        unready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await unready.Content.ReadAsStringAsync()).Should().StartWith("applications: ");
        (await client.GetAsync("/healthz")).StatusCode.Should().Be(HttpStatusCode.OK);
        await Eventually.True(async () =>
        {
            webhook.Clock.Advance(TimeSpan.FromSeconds(1));
            return (await client.GetAsync("/readyz")).StatusCode is HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task Metrics_have_upstreams_names_and_tell_refused_from_allowed()
    {
        await using var webhook = await RunningWebhook.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(webhook.TelemetryUrl) };
        await webhook.ReviewAsync(RunningWebhook.PodPath, Samples.Pod("nobody"));

        var text = await client.GetStringAsync("/metrics");

        text.Should().Contain("controller_runtime_webhook_requests_total{code=\"200\",webhook=\"/mutate--v1-pod\"} 1\n")
            .And.Contain("controller_runtime_webhook_requests_in_flight{webhook=\"/mutate--v1-pod\"} 0\n")
            .And.Contain("controller_runtime_webhook_latency_seconds_count{webhook=\"/mutate--v1-pod\"} 1\n")
            .And.Contain("webhook_reviews_total{outcome=\"refused\",webhook=\"/mutate--v1-pod\"} 1\n")
            .And.Contain("webhook_reviews_total{outcome=\"allowed\",webhook=\"/mutate--v1-pod\"} 0\n")
            .And.Contain("controller_runtime_webhook_panics_total 0\n")
            .And.Contain("webhook_application_lookups_total{found=\"nowhere\"} 1\n");
    }
}
