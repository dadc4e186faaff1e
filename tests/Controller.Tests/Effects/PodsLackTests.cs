using System.Text;
using Controller.Applications;
using Controller.Effects;
using Controller.Objects;
using Controller.Observing;
using Controller.SparkApplications;
using Controller.SparkApplications.Status;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Testing.Kubernetes;
using Testing.Time;

namespace Controller.Tests.Effects;

/// <summary>What only the pod webhook can give to pods is told where it is not installed.</summary>
public sealed class PodsLackTests
{
    [Theory]
    [InlineData(false, ",\"memoryLimit\":\"4g\"", 1)]
    [InlineData(true, ",\"memoryLimit\":\"4g\"", 0)]
    [InlineData(false, "", 0)]
    public async Task Given_a_memory_limit_When_submitted_Then_its_loss_is_told_where_no_pod_webhook_is(bool hasPodWebhook, string memoryLimit, int lacks)
    {
        var record = ObjectProjection.Read<ApplicationRecord>(Encoding.UTF8.GetBytes($$$"""
            {"metadata":{"namespace":"spark","name":"pi","uid":"{{{A.Uid}}}","resourceVersion":"1","generation":1},
             "spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1","mainClass":"Main","mainApplicationFile":"local:///a.jar",
                     "driver":{"memory":"512m"},"executor":{"instances":2,"memory":"512m"{{{memoryLimit}}}} } }
            """));
        var executor = new EffectExecutor(
            new InMemoryCluster(new ManualTimeProvider()), new SubmissionOptions { HasPodWebhook = hasPodWebhook }, LifeRules.Default, new ManualTimeProvider());

        var outcome = await executor.ApplyAsync(Observation.Of(record, [], isLive: true), [new Effect.Submit(new SubmissionIdentity(A.FirstId, A.Noon), "1/x")], default);

        var done = outcome.Should().BeOfType<EffectOutcome.Done>().Subject;
        done.PodsLack.Should().HaveCount(lacks);
        done.Announcements.Should().HaveCount(lacks);
    }

    [Fact]
    public async Task Given_a_memory_limit_When_a_job_submits_Then_its_loss_is_told_for_driver_and_executors()
    {
        var record = ObjectProjection.Read<ApplicationRecord>(Encoding.UTF8.GetBytes($$$"""
            {"metadata":{"namespace":"spark","name":"pi","uid":"{{{A.Uid}}}","resourceVersion":"1","generation":1,"annotations":{"sparkoperator.k8s.io/submitter":"job"}},
             "spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1","mainClass":"Main","mainApplicationFile":"local:///a.jar",
                     "driver":{"memory":"512m","memoryLimit":"2g"},"executor":{"instances":2,"memory":"512m","memoryLimit":"4g"} } }
            """));
        var executor = new EffectExecutor(
            new InMemoryCluster(new ManualTimeProvider()), new SubmissionOptions { HasPodWebhook = false }, LifeRules.Default, new ManualTimeProvider());
        Task<EffectOutcome> Look() =>
            executor.ApplyAsync(Observation.Of(record, [], isLive: true), [new Effect.Submit(new SubmissionIdentity(A.FirstId, A.Noon), "1/x")], default);

        var first = (await Look()).Should().BeOfType<EffectOutcome.Waits>().Subject;
        var second = (await Look()).Should().BeOfType<EffectOutcome.Waits>().Subject;

        first.PodsLack.Should().HaveCount(2);
        first.PodsLack!.Value[0].Should().StartWith("spec.driver.memoryLimit");
        first.PodsLack!.Value[1].Should().StartWith("spec.executor.memoryLimit");
        first.Announcements.Should().HaveCount(2).And.Contain(announcement => announcement.Reason == "SparkPodsIncomplete");
        second.PodsLack!.Value.Should().Equal(first.PodsLack!.Value);
        second.Announcements.Should().BeEmpty("it was told with the Job");
    }

    [Fact]
    public void The_condition_appears_with_the_loss_and_turns_when_it_is_mended()
    {
        var lost = StatusConditions.WithPods(new SparkApplicationStatus(), ["spec.executor.memoryLimit: lost."], A.Noon);
        lost.Conditions.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Type = "PodsComplete", Status = "False", Reason = "PodWebhookMissing", Message = "spec.executor.memoryLimit: lost.", LastTransitionTime = A.Noon });

        StatusConditions.WithPods(lost, [], A.Noon.AddHours(1)).Conditions.Should().ContainSingle().Which.Status.Should().Be("True");
        StatusConditions.WithPods(new SparkApplicationStatus(), [], A.Noon).Conditions.Should().BeNull("an ordinary application says nothing of it");
    }
}
