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

public sealed class PodGroupTests
{
    private const string Groups = "/apis/scheduling.volcano.sh/v1beta1/namespaces/spark/podgroups";

    private readonly InMemoryCluster _cluster = new(new ManualTimeProvider());

    [Fact]
    public async Task Given_a_gang_scheduler_Then_the_group_is_there_before_the_driver()
    {
        var created = new List<string>();
        _cluster.Wrote = (request, _, _) => created.Add(request.Path.Split('/')[^1]);

        (await SubmitAsync(A.FirstId)).Should().BeOfType<EffectOutcome.Done>();

        created.Should().Contain("podgroups").And.EndWith("pods");
        ((string?)Group!["metadata"]!["ownerReferences"]![0]!["uid"]).Should().Be(A.Uid);
    }

    [Fact]
    public async Task Given_a_second_attempt_Then_the_group_of_the_first_serves_it()
    {
        _ = await SubmitAsync(A.FirstId);
        _cluster.Remove(_cluster.Find("pods", A.DriverName)!);
        var version = (string?)Group!["metadata"]!["resourceVersion"];

        (await SubmitAsync(A.SecondId)).Should().BeOfType<EffectOutcome.Done>();

        ((string?)Group!["metadata"]!["resourceVersion"]).Should().Be(version);
    }

    [Fact]
    public async Task Given_a_foreign_group_of_the_name_Then_the_submission_is_refused_and_the_group_is_never_touched()
    {
        _ = _cluster.Put(Groups, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "spark-pi-pg", ["namespace"] = "spark" } });

        (await SubmitAsync(A.FirstId)).Should().BeOfType<EffectOutcome.Rejected>().Which.Rejection.Reason.Should().Be("NameConflict");

        _cluster.Find("pods", A.DriverName).Should().BeNull();
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Given_the_end_of_an_attempt_Then_the_group_goes_with_the_last_one_only(bool isLast, bool stays)
    {
        _ = await SubmitAsync(A.FirstId);

        _ = await ApplyAsync(new Effect.DeleteSurroundings(isLast));

        (Group is not null).Should().Be(stays);
    }

    private JsonObject? Group => _cluster.Find("podgroups", "spark-pi-pg");

    private Task<EffectOutcome> SubmitAsync(string id) => ApplyAsync(new Effect.Submit(new SubmissionIdentity(id, A.Noon), "1/x"));

    private Task<EffectOutcome> ApplyAsync(Effect effect)
    {
        var record = ObjectProjection.Read<ApplicationRecord>(System.Text.Encoding.UTF8.GetBytes($$$"""
            {"metadata":{"namespace":"spark","name":"pi","uid":"{{{A.Uid}}}","resourceVersion":"1","generation":1},
             "spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1","mainClass":"Main","mainApplicationFile":"local:///a.jar","batchScheduler":"volcano",
                     "driver":{"memory":"512m"},"executor":{"instances":2,"memory":"512m"} } }
            """));
        return new EffectExecutor(_cluster, new SubmissionOptions { BatchSchedulers = true }, LifeRules.Default, new ManualTimeProvider()).ApplyAsync(Observation.Of(record, [], isLive: true), [effect], default);
    }
}
