using System.Text;
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

/// <summary>What only a JVM can submit is submitted by a Job, once.</summary>
public sealed class SubmitterJobTests
{
    private readonly InMemoryCluster _cluster = new(new ManualTimeProvider());

    [Fact]
    public async Task Given_a_file_on_the_images_disk_When_submitted_Then_a_job_is_made_with_its_files_and_the_reason_is_told()
    {
        var waits = (await SubmitAsync()).Should().BeOfType<EffectOutcome.Waits>().Subject;

        waits.Announcements.Should().ContainSingle().Which.Message.Should().Contain("file:///opt/extra.jar");
        waits.Waiting.Reason.Should().Be("SubmitterJobRunning");
        ((string?)Job["metadata"]!["ownerReferences"]![0]!["uid"]).Should().Be(A.Uid);
        ((int?)Job["spec"]!["backoffLimit"]).Should().Be(0);
        var files = _cluster.Find("configmaps", Name)!;
        ((string?)files["metadata"]!["ownerReferences"]![0]!["uid"]).Should().Be((string?)Job["metadata"]!["uid"]);
        files["data"]!.AsObject().Select(file => file.Key).Should().Equal("driver-pod-template.yaml", "executor-pod-template.yaml");
        _cluster.Find("pods", A.DriverName).Should().BeNull("real spark-submit makes it");
    }

    [Fact]
    public async Task Given_a_job_from_an_earlier_look_When_looked_at_again_Then_no_second_one_is_made_and_nothing_is_told_twice()
    {
        _ = await SubmitAsync();
        var writes = 0;
        _cluster.Wrote = (_, _, _) => writes++;

        (await SubmitAsync()).Should().BeOfType<EffectOutcome.Waits>().Which.Announcements.Should().BeEmpty();

        writes.Should().Be(0);
    }

    [Fact]
    public async Task Given_a_job_that_failed_When_looked_at_Then_the_attempt_is_refused_in_its_words()
    {
        _ = await SubmitAsync();
        End("Failed", "Job has reached the specified backoff limit");

        var rejection = (await SubmitAsync()).Should().BeOfType<EffectOutcome.Rejected>().Subject.Rejection;

        rejection.Reason.Should().Be("SubmitterJobFailed");
        rejection.Message.Should().Contain("Job has reached the specified backoff limit");
    }

    [Fact]
    public async Task Given_a_job_that_ended_well_When_the_cache_lacks_the_driver_Then_a_live_look_decides()
    {
        _ = await SubmitAsync();
        End("Complete", "");

        (await SubmitAsync(isLive: false)).Should().BeOfType<EffectOutcome.Surprised>();
        (await SubmitAsync()).Should().BeOfType<EffectOutcome.Rejected>().Which.Rejection.Message.Should().Contain(A.DriverName);
    }

    [Fact]
    public async Task Given_a_job_on_its_way_When_the_application_is_suspended_Then_it_goes_with_its_pod_and_only_if_it_is_ours()
    {
        _ = await SubmitAsync();
        var deletions = new List<JsonNode>();
        _cluster.Before = (request, _) =>
        {
            if (request.Method == "DELETE")
                deletions.Add(JsonNode.Parse(request.Body.Span)!);
        };

        await EffectsAsync(new Effect.DeleteSubmitterJob(A.SecondId));
        _cluster.Find("jobs", Name).Should().NotBeNull("it submits another attempt");
        await EffectsAsync(new Effect.DeleteSubmitterJob(A.FirstId));
        _cluster.Find("jobs", Name).Should().BeNull();
        await EffectsAsync(new Effect.DeleteSubmitterJob(A.FirstId));
        var options = deletions.Should().ContainSingle().Subject;
        ((string?)options["propagationPolicy"]).Should().Be("Background", "the default for Jobs leaves their pods running");
        ((string?)options["preconditions"]!["uid"]).Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Given_an_application_that_needs_no_job_When_it_is_suspended_Then_nobody_asks_for_one()
    {
        await EffectsAsync(new Effect.DeleteSubmitterJob(A.FirstId), jar: "local:///opt/extra.jar");

        _cluster.Calls.Should().Be(0, "the right to read Jobs may not be there");
    }

    [Fact]
    public async Task Given_a_job_that_this_process_or_the_status_knows_of_When_an_edit_takes_its_need_away_Then_it_is_deleted_all_the_same()
    {
        var process = new EffectExecutor(_cluster, SubmissionOptions.Default, LifeRules.Default, new ManualTimeProvider());
        _ = await ApplyAsync(process, Submit);
        _ = await ApplyAsync(process, new Effect.DeleteSubmitterJob(A.FirstId), jar: "local:///opt/extra.jar");
        _cluster.Find("jobs", Name).Should().BeNull("this process made it");

        _ = await SubmitAsync();
        await EffectsAsync(new Effect.DeleteSubmitterJob(A.FirstId, IsRecorded: true), jar: "local:///opt/extra.jar");
        _cluster.Find("jobs", Name).Should().BeNull("the status told of it");
    }

    [Fact]
    public async Task Given_a_job_that_this_process_made_When_it_is_gone_Then_no_other_is_made_on_the_word_of_a_cache()
    {
        var process = new EffectExecutor(_cluster, SubmissionOptions.Default, LifeRules.Default, new ManualTimeProvider());
        _ = await ApplyAsync(process, Submit);
        _cluster.Remove(Job);

        (await ApplyAsync(process, Submit, isLive: false)).Should().BeOfType<EffectOutcome.Surprised>();
        _cluster.All("jobs").Should().BeEmpty();
        (await ApplyAsync(process, Submit)).Should().BeOfType<EffectOutcome.Waits>();
    }

    [Theory]
    [InlineData("native", "rejected")]
    [InlineData("job", "waits")]
    [InlineData("maybe", "rejected")]
    public async Task Given_an_annotation_When_submitted_Then_it_chooses(string submitter, string outcome)
    {
        var result = await SubmitAsync(submitter: submitter);

        (result is EffectOutcome.Waits ? "waits" : result is EffectOutcome.Rejected ? "rejected" : "done").Should().Be(outcome);
    }

    [Fact]
    public async Task Given_nothing_that_needs_a_jvm_When_submitted_Then_no_job_is_made()
    {
        (await SubmitAsync(jar: "local:///opt/extra.jar")).Should().BeOfType<EffectOutcome.Done>();

        _cluster.Find("pods", A.DriverName).Should().NotBeNull();
    }

    private static string Name => Shared.Submission.Jobs.SubmitterJob.NameOf(A.FirstId);

    private JsonObject Job => _cluster.Find("jobs", Name)!;

    private void End(string condition, string message) => _ = _cluster.Put("/apis/batch/v1/namespaces/spark/jobs", new JsonObject
    {
        ["metadata"] = Job["metadata"]!.DeepClone(),
        ["spec"] = Job["spec"]!.DeepClone(),
        ["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = condition, ["status"] = "True", ["message"] = message }) },
    });

    private Task<EffectOutcome> SubmitAsync(string jar = "file:///opt/extra.jar", string? submitter = null, bool isLive = true) =>
        EffectsAsync(Submit, jar, submitter, isLive);

    private static Effect.Submit Submit => new(new SubmissionIdentity(A.FirstId, A.Noon), "1/x");

    private Task<EffectOutcome> EffectsAsync(Effect effect, string jar = "file:///opt/extra.jar", string? submitter = null, bool isLive = true) =>
        ApplyAsync(new EffectExecutor(_cluster, SubmissionOptions.Default, LifeRules.Default, new ManualTimeProvider()), effect, jar, submitter, isLive);

    private static Task<EffectOutcome> ApplyAsync(EffectExecutor process, Effect effect, string jar = "file:///opt/extra.jar", string? submitter = null, bool isLive = true)
    {
        var annotations = submitter is null ? "" : $$""","annotations":{"sparkoperator.k8s.io/submitter":"{{submitter}}"}""";
        var record = ObjectProjection.Read<ApplicationRecord>(Encoding.UTF8.GetBytes($$$"""
            {"metadata":{"namespace":"spark","name":"pi","uid":"{{{A.Uid}}}","resourceVersion":"1","generation":1{{{annotations}}}},
             "spec":{"type":"Scala","mode":"cluster","sparkVersion":"4.0.1","image":"spark:4.0.1","mainClass":"Main","mainApplicationFile":"local:///a.jar","deps":{"jars":["{{{jar}}}"]},
                     "driver":{"memory":"512m","serviceAccount":"spark"},"executor":{"instances":2,"memory":"512m"} } }
            """));
        return process.ApplyAsync(Observation.Of(record, [], isLive), [effect], default);
    }
}
