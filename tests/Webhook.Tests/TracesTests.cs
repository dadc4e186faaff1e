using System.Collections.Concurrent;
using System.Diagnostics;

namespace Webhook.Tests;

public sealed class TracesTests
{
    [Fact]
    public async Task A_review_is_one_span_that_tells_what_was_asked_and_decided_and_nothing_of_the_object()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var webhook = await RunningWebhook.StartAsync();
        using var client = webhook.NewClient();
        var review = RunningWebhook.Review(Samples.Application("secret-name"), "CREATE");
        review["request"]!["kind"] = new System.Text.Json.Nodes.JsonObject { ["group"] = "sparkoperator.k8s.io", ["version"] = "v1beta2", ["kind"] = "SparkApplication" };
        review["request"]!["dryRun"] = true;
        review["request"]!["object"]!["spec"]!["driver"]!["memory"] = "hunter2";

        _ = await RunningWebhook.SendAsync(client, RunningWebhook.ValidatePath, review.ToJsonString());

        // Other tests of this process make spans too; no other one is a dry run that is refused.
        var span = ended.Where(span => span.GetTagItem("dry_run") is true && span.GetTagItem("verdict") is "refused").Should().ContainSingle().Subject;
        span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Should().BeEquivalentTo(
            "kind=SparkApplication", "operation=CREATE", "dry_run=True", $"webhook={RunningWebhook.ValidatePath}", "verdict=refused", "http.response.status_code=200");
        span.DisplayName.Should().Be("review");
    }
}
