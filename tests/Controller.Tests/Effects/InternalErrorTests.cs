using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Effects;
using Controller.Objects;
using Controller.Observing;
using Controller.SparkApplications;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Submission;
using Testing.Kubernetes;
using Testing.Time;

namespace Controller.Tests.Effects;

public sealed class InternalErrorTests
{
    private const string Words = "Internal error occurred: failed calling webhook \"pods.example.org\": connection refused";

    private readonly ManualTimeProvider _clock = new(A.Noon);
    private readonly InMemoryCluster _cluster;
    private readonly EffectExecutor _executor;

    public InternalErrorTests()
    {
        _cluster = new InMemoryCluster(_clock);
        _executor = new EffectExecutor(_cluster, SubmissionOptions.Default, LifeRules.Default, _clock);
        _ = _cluster.Put("/apis/sparkoperator.k8s.io/v1beta2/namespaces/spark/sparkapplications", (JsonObject)JsonNode.Parse("""
            {"apiVersion": "sparkoperator.k8s.io/v1beta2", "kind": "SparkApplication", "metadata": {"name": "pi"},
             "spec": {"type": "Scala", "mode": "cluster", "sparkVersion": "4.0.1", "image": "spark:4.0.1", "mainClass": "Main", "mainApplicationFile": "local:///opt/app.jar",
                      "driver": {"memory": "512m"}, "executor": {"instances": 1, "memory": "512m"}}}
            """)!);
    }

    [Fact]
    public async Task Given_an_internal_error_Then_it_is_repeated_until_patience_ends_and_then_the_attempt_is_refused_in_the_servers_words()
    {
        _cluster.Before = (request, _) => Fail(request, 500, "InternalError");

        await IsRepeatedUntilPatienceEndsAsync();
    }

    [Fact]
    public async Task Given_an_internal_error_about_what_the_driver_mounts_Then_it_is_the_same()
    {
        _cluster.Before = (request, _) => Fail(request, 500, "InternalError", "/configmaps");

        await IsRepeatedUntilPatienceEndsAsync();
    }

    [Theory]
    [InlineData(502, "")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(504, "Timeout")]
    public async Task Given_a_fault_of_the_way_to_the_server_Then_it_never_counts_as_a_refusal(int code, string reason)
    {
        _cluster.Before = (request, _) => Fail(request, code, reason);
        await _executor.Invoking(executor => SubmitAsync(executor)).Should().ThrowAsync<ApiStatusException>();

        _clock.Advance(TimeSpan.FromHours(2));

        await _executor.Invoking(executor => SubmitAsync(executor)).Should().ThrowAsync<ApiStatusException>();
    }

    [Fact]
    public async Task Given_an_internal_error_although_the_driver_was_stored_Then_it_is_looked_at_and_not_refused()
    {
        _cluster.After = (request, _) => Fail(request, 500, "InternalError");

        (await SubmitAsync(_executor)).Should().BeOfType<EffectOutcome.Surprised>();
    }

    private async Task IsRepeatedUntilPatienceEndsAsync()
    {
        foreach (var passed in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(59) })
        {
            _clock.Advance(passed);
            var waits = (await SubmitAsync(_executor)).Should().BeOfType<EffectOutcome.Waits>().Subject;
            waits.Because!.Code.Should().Be(500, "the queue backs off");
            waits.Waiting.Should().BeEquivalentTo(new { Reason = "WebhookUnavailable", Evidence = Words });
            waits.Waiting.NextStep.Should().NotBeNullOrEmpty();
        }

        _clock.Advance(TimeSpan.FromSeconds(1));

        (await SubmitAsync(_executor)).Should().BeOfType<EffectOutcome.Rejected>().Which.Rejection.Message.Should().Be(Words);
    }

    private static void Fail(ApiRequest request, int code, string reason, string about = "/pods")
    {
        if (request.Method == "POST" && request.Path.EndsWith(about, StringComparison.Ordinal))
            throw FakeKubernetesApi.Refusal(request, code, reason, Words);
    }

    private async Task<EffectOutcome> SubmitAsync(EffectExecutor executor)
    {
        var record = ObjectProjection.Read<ApplicationRecord>(System.Text.Encoding.UTF8.GetBytes(_cluster.Find("sparkapplications", "pi")!.ToJsonString()));
        var identity = new SubmissionIdentity(SubmissionIds.Next(record.Uid, null), A.Noon);
        return await executor.ApplyAsync(Observation.Of(record, [], isLive: true), [new Effect.Submit(identity, "v1/1/0")], CancellationToken.None);
    }
}
