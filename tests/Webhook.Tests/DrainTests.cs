using System.Net;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;
using Testing.Time;

namespace Webhook.Tests;

public sealed class DrainTests
{
    [Fact]
    public async Task Given_a_process_that_ends_Then_it_is_unready_at_once_serves_until_it_is_out_of_the_endpoints_and_finishes_what_it_began()
    {
        // An API server that is slow to say whether there is such an application.
        var (asked, found) = (new TaskCompletionSource(), new TaskCompletionSource<ApiResponse>());
        var api = RunningWebhook.Listing().When(request => request.Path.EndsWith("/sparkapplications/late", StringComparison.Ordinal), (_, cancellationToken) =>
        {
            asked.SetResult();
            return found.Task.WaitAsync(cancellationToken);
        });
        await using var webhook = await RunningWebhook.StartAsync(api, configure: options => options with { Drain = TimeSpan.FromSeconds(1) });
        using var telemetry = new HttpClient { BaseAddress = new Uri(webhook.TelemetryUrl) };
        var begun = webhook.ReviewAsync(RunningWebhook.PodPath, Samples.Pod("late"));
        await asked.Task.WaitAsync(Eventually.Deadline);

        var stopping = webhook.StopAsync();

        (await telemetry.GetAsync("/readyz")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await telemetry.GetAsync("/healthz")).StatusCode.Should().Be(HttpStatusCode.OK);
        using (var client = webhook.NewClient(newConnections: true))
            (await RunningWebhook.SendAsync(client, RunningWebhook.ValidatePath, "{}")).Status.Should().Be(HttpStatusCode.OK, "others may still send their requests here");

        webhook.Clock.Advance(TimeSpan.FromSeconds(1));
        found.SetResult(FakeKubernetesApi.Ok(Samples.Application("late").ToJsonString()));
        RunningWebhook.Patch(await begun.WaitAsync(Eventually.Deadline)).Should().NotBeNull("what was begun is finished");
        await stopping.WaitAsync(Eventually.Deadline);

        using var late = webhook.NewClient(newConnections: true);
        await FluentActions.Awaiting(() => late.GetAsync("/healthz")).Should().ThrowAsync<HttpRequestException>();
    }
}
