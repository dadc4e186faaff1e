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

public sealed class MadeObjectsTests
{
    private const string ConfigMaps = "/api/v1/namespaces/spark/configmaps";

    private readonly InMemoryCluster _cluster = new(new ManualTimeProvider());
    private readonly EffectExecutor _executor;
    private readonly List<string> _asked = [];

    public MadeObjectsTests()
    {
        _executor = NewProcess();
        _cluster.Before = (request, _) => _asked.Add(request.Method);
    }

    [Fact]
    public async Task Given_companions_that_this_process_made_Then_they_are_deleted_without_a_look()
    {
        _ = await SubmitAsync(_executor);
        _asked.Clear();

        _ = await DeleteAsync(_executor);

        _asked.Should().Equal("DELETE", "DELETE", "DELETE");
        Left.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_companions_that_another_process_made_Then_each_is_looked_at_first()
    {
        _ = await SubmitAsync(_executor);
        _asked.Clear();

        _ = await DeleteAsync(NewProcess());

        _asked.Where(method => method == "GET").Should().HaveCount(4, "a NetworkPolicy may be there as well");
        Left.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_an_edit_since_the_submission_Then_what_an_earlier_pass_may_have_made_is_looked_for()
    {
        _ = await SubmitAsync(_executor, generation: 2);
        _asked.Clear();

        _ = await DeleteAsync(_executor, generation: 2);

        _asked.Should().BeEquivalentTo(["DELETE", "DELETE", "DELETE", "GET"]);
    }

    [Theory]
    [InlineData(A.Uid, true)]
    [InlineData("somebody-else", false)]
    public async Task Given_another_object_in_the_place_of_what_was_made_Then_it_goes_only_if_it_is_ours(string owner, bool goes)
    {
        _ = await SubmitAsync(_executor);
        var name = CompanionNames.ExecutorTemplate(A.Name, A.FirstId);
        _cluster.Remove(_cluster.Find("configmaps", name)!);
        _ = _cluster.Put(ConfigMaps, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "spark", ["ownerReferences"] = new JsonArray(new JsonObject { ["uid"] = owner }) },
        });

        _ = await DeleteAsync(_executor);

        (_cluster.Find("configmaps", name) is null).Should().Be(goes);
    }

    [Fact]
    public async Task Given_a_deletion_that_was_not_answered_Then_the_next_one_looks()
    {
        _ = await SubmitAsync(_executor);
        _cluster.Before = (request, _) =>
        {
            if (request.Method == "DELETE")
                throw FakeKubernetesApi.Refusal(request, 500, "InternalError", "not now");
        };
        await FluentActions.Awaiting(() => DeleteAsync(_executor)).Should().ThrowAsync<Kubernetes.Client.Connection.ApiStatusException>();
        _cluster.Before = (_, _) => { };

        _ = await DeleteAsync(_executor);

        Left.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_submission_that_this_process_has_begun_Then_it_is_not_repeated_on_the_word_of_a_cache()
    {
        _ = await SubmitAsync(_executor);
        _asked.Clear();

        (await SubmitAsync(_executor, isLive: false)).Should().BeOfType<EffectOutcome.Surprised>();

        _asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_submission_that_another_process_has_begun_Then_no_driver_is_made_on_the_word_of_a_cache()
    {
        _ = await SubmitAsync(_executor);
        _cluster.Remove(_cluster.Find("pods", $"{A.Name}-driver")!);

        (await SubmitAsync(NewProcess(), isLive: false)).Should().BeOfType<EffectOutcome.Surprised>();

        _cluster.All("pods").Should().BeEmpty();
    }

    private IEnumerable<JsonObject> Left => _cluster.All("configmaps").Concat(_cluster.All("services"));

    private EffectExecutor NewProcess() => new(_cluster, SubmissionOptions.Default with { EnableUIService = false }, LifeRules.Default, new ManualTimeProvider());

    private static Task<EffectOutcome> SubmitAsync(EffectExecutor executor, int generation = 1, bool isLive = true) =>
        ApplyAsync(executor, generation, new Effect.Submit(new SubmissionIdentity(A.FirstId, A.Noon), "v1/1/0"), isLive);

    private static Task<EffectOutcome> DeleteAsync(EffectExecutor executor, int generation = 1) => ApplyAsync(executor, generation, new Effect.DeleteCompanions(A.FirstId));

    private static Task<EffectOutcome> ApplyAsync(EffectExecutor executor, int generation, Effect effect, bool isLive = true)
    {
        var record = ObjectProjection.Read<ApplicationRecord>(System.Text.Encoding.UTF8.GetBytes($$$"""
            {"metadata":{"namespace":"spark","name":"pi","uid":"{{{A.Uid}}}","resourceVersion":"1","generation":{{{generation}}}},
             "spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1","mainClass":"Main","mainApplicationFile":"local:///a.jar",
                     "driver":{"memory":"512m"},"executor":{"instances":2,"memory":"512m"} } }
            """));
        return executor.ApplyAsync(Observation.Of(record, [], isLive), [effect], default);
    }
}
