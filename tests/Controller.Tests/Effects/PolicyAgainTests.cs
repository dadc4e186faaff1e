using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Effects;
using Controller.Objects;
using Controller.Observing;
using Controller.SparkApplications;
using Shared.Admission.Policy;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Testing.Kubernetes;
using Testing.Time;

namespace Controller.Tests.Effects;

/// <summary>An application that came in without the webhook meets the policy when it is submitted.</summary>
public sealed class PolicyAgainTests
{
    private readonly InMemoryCluster _cluster = new(new ManualTimeProvider());

    [Fact]
    public async Task Given_a_breach_When_it_is_submitted_Then_it_is_refused_with_the_rule_s_sentence_and_nothing_is_made()
    {
        var outcome = await SubmitAsync("""{"images":{"allowed":["registry.example.com/*"]}}""");

        var rejection = outcome.Should().BeOfType<EffectOutcome.Rejected>().Which.Rejection;
        rejection.Reason.Should().Be("PolicyViolation");
        rejection.Message.Should().Contain("spec.driver: image 'spark:4.0.1'").And.Contain("registry.example.com/*");
        _cluster.Find("pods", A.DriverName).Should().BeNull();
        _cluster.Find("configmaps", CompanionNames.ExecutorTemplate(A.Name, A.FirstId)).Should().BeNull();
    }

    [Fact]
    public async Task Given_the_profile_restricted_When_it_is_submitted_Then_the_pods_have_what_it_asks_for()
    {
        var outcome = await SubmitAsync("""{"profile":"restricted","images":{"allowed":["*"]},"serviceAccounts":{"allowed":["*"]}}""");

        outcome.Should().BeOfType<EffectOutcome.Done>();
        var driver = _cluster.Find("pods", A.DriverName)!["spec"]!;
        ((bool?)driver["securityContext"]!["runAsNonRoot"]).Should().BeTrue();
        ((bool?)driver["containers"]![0]!["securityContext"]!["allowPrivilegeEscalation"]).Should().BeFalse();
        _cluster.Find("configmaps", CompanionNames.ExecutorTemplate(A.Name, A.FirstId))!.ToJsonString().Should().Contain("RuntimeDefault");
    }

    [Fact]
    public async Task Given_a_warning_When_it_is_submitted_Then_it_runs() =>
        (await SubmitAsync("""{"images":{"action":"warn","allowed":["registry.example.com/*"]}}""")).Should().BeOfType<EffectOutcome.Done>();

    [Fact]
    public async Task Given_a_namespace_whose_policy_nobody_knows_yet_Then_it_is_looked_at_again()
    {
        await FluentActions.Awaiting(() => SubmitAsync(null)).Should().ThrowAsync<PolicyUnknownException>();
        _cluster.Find("pods", A.DriverName).Should().BeNull();
    }

    [Fact]
    public void Given_a_breach_When_the_restart_policy_would_try_for_ever_Then_it_is_failed_at_once_and_says_why()
    {
        var spec = A.Spec with { RestartPolicy = new RestartPolicy { Type = "Always", OnSubmissionFailureRetryInterval = 1 } };
        var refused = StateMachine.OnRejected(spec, new SparkApplicationStatus(), A.UnrecordedWorld(), new Rejection(Rejection.PolicyViolation, "spec.driver: no"), A.Noon, LifeRules.Default).Status;

        refused.State.Should().Be(ApplicationState.SubmissionFailed);
        refused.Diagnosis!.Category.Should().Be("PolicyViolation");
        refused.Diagnosis.Evidence.Should().Contain("spec.driver: no");
        var ended = StateMachine.Decide(spec, refused, A.World(), A.Noon.AddSeconds(1), LifeRules.Default);
        ended.Status.State.Should().Be(ApplicationState.Failed);
        ended.Effects.Should().NotContain(effect => effect is Effect.Submit);
    }

    private Task<EffectOutcome> SubmitAsync(string? policy)
    {
        var record = ObjectProjection.Read<ApplicationRecord>(System.Text.Encoding.UTF8.GetBytes($$"""
            {"metadata":{"namespace":"spark","name":"pi","uid":"{{A.Uid}}","resourceVersion":"1","generation":1},
             "spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1","mainClass":"Main","mainApplicationFile":"local:///a.jar",
                     "driver":{"memory":"512m"},"executor":{"instances":2,"memory":"512m"} } }
            """));
        var read = policy is null ? null : PolicyReader.Read(JsonNode.Parse(policy)!.AsObject());
        return new EffectExecutor(_cluster, SubmissionOptions.Default, LifeRules.Default, new ManualTimeProvider(), _ => read)
            .ApplyAsync(Observation.Of(record, [], isLive: true), [new Effect.Submit(new SubmissionIdentity(A.FirstId, A.Noon), "v1/1/0")], default);
    }
}
