using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Effects;
using Controller.Objects;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Shared.Submission.Surroundings;
using Testing.Kubernetes;
using Testing.Time;

namespace Controller.Tests.Effects;

public sealed class SurroundingsTests
{
    private const string Services = "/api/v1/namespaces/spark/services";

    private readonly InMemoryCluster _cluster = new(new ManualTimeProvider());

    [Fact]
    public async Task Given_a_repeat_Then_the_UI_is_taken_as_it_is_and_its_name_is_known_again()
    {
        _ = await SurroundAsync(A.FirstId);
        var version = _cluster.Version;

        var again = await SurroundAsync(A.FirstId);

        again.WebUI.Should().Be(new DriverInfo { WebUIServiceName = "pi-ui-svc", WebUIPort = 4040 });
        again.Announcements.Should().BeEmpty();
        _cluster.Version.Should().Be(version, "what is right is not written again");
    }

    [Fact]
    public async Task Given_the_UI_of_a_former_attempt_Then_it_is_changed_in_place()
    {
        _ = await SurroundAsync(A.FirstId);
        var uid = (string?)Service["metadata"]!["uid"];

        _ = await SurroundAsync(A.SecondId);

        ((string?)Service["metadata"]!["labels"]![Labels.SubmissionId]).Should().Be(A.SecondId);
        ((string?)Service["metadata"]!["uid"]).Should().Be(uid);
    }

    [Fact]
    public async Task Given_a_foreign_Service_of_the_name_Then_it_is_told_of_and_never_touched()
    {
        _ = _cluster.Put(Services, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "pi-ui-svc", ["namespace"] = "spark" } });
        var version = _cluster.Version;

        var outcome = await SurroundAsync(A.FirstId);

        outcome.Announcements.Should().ContainSingle().Which.Reason.Should().Be("NameConflict");
        outcome.WebUI.Should().BeNull();
        _cluster.Version.Should().Be(version);
    }

    private JsonObject Service => _cluster.Find("services", "pi-ui-svc")!;

    private Task<EffectOutcome.Done> SurroundAsync(string submissionId)
    {
        var record = ObjectProjection.Read<ApplicationRecord>(System.Text.Encoding.UTF8.GetBytes(
            $$$"""{"metadata":{"namespace":"spark","name":"pi","uid":"{{{A.Uid}}}","resourceVersion":"1","generation":1},"spec":{}}"""));
        var application = new SparkApplication
        {
            Metadata = new() { Namespace = "spark", Name = "pi", Uid = A.Uid },
            Spec = A.Spec,
            Status = new SparkApplicationStatus { SubmissionId = submissionId },
        };
        return new SurroundingsCreation(_cluster, record, new MadeObjects()).ApplyAsync(Surrounding.Of(application, SubmissionOptions.Default), default);
    }
}
