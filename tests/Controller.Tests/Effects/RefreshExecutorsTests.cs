using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Effects;
using Controller.Objects;
using Controller.Observing;
using Controller.SparkApplications;
using Shared.Submission;
using Testing.Kubernetes;
using Testing.Time;

namespace Controller.Tests.Effects;

public sealed class RefreshExecutorsTests
{
    private readonly InMemoryCluster _cluster = new(new ManualTimeProvider());

    [Fact]
    public async Task Given_an_edit_of_where_executors_run_Then_their_template_follows_in_place_and_nothing_else_is_touched()
    {
        _ = await ApplyAsync("{}", new Effect.Submit(new SubmissionIdentity(A.FirstId, A.Noon), "v1/1/0"));
        var driver = (string?)_cluster.Find("pods", A.DriverName)!["metadata"]!["resourceVersion"];
        Template["immutable"].Should().BeNull("a node never looks at an immutable ConfigMap again");

        var outcome = await ApplyAsync("""{"disk":"fast"}""", new Effect.RefreshExecutors(A.FirstId));

        outcome.Should().BeOfType<EffectOutcome.Done>().Which.Announcements.Should().BeEmpty();
        Template["data"]!.ToJsonString().Should().Contain("disk").And.Contain("fast");
        ((string?)_cluster.Find("pods", A.DriverName)!["metadata"]!["resourceVersion"]).Should().Be(driver);
    }

    private JsonObject Template => _cluster.Find("configmaps", CompanionNames.ExecutorTemplate(A.Name, A.FirstId))!;

    private Task<EffectOutcome> ApplyAsync(string nodeSelector, Effect effect)
    {
        var record = ObjectProjection.Read<ApplicationRecord>(System.Text.Encoding.UTF8.GetBytes($$$"""
            {"metadata":{"namespace":"spark","name":"pi","uid":"{{{A.Uid}}}","resourceVersion":"1","generation":1},
             "spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1","mainClass":"Main","mainApplicationFile":"local:///a.jar",
                     "driver":{"memory":"512m"},"executor":{"instances":2,"memory":"512m","nodeSelector":{{{nodeSelector}}} } } }
            """));
        return new EffectExecutor(_cluster, new SubmissionOptions { PartialRestart = true }, LifeRules.Default, new ManualTimeProvider())
            .ApplyAsync(Observation.Of(record, [], isLive: true), [effect], default);
    }
}
