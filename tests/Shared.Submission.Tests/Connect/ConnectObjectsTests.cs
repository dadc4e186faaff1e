using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;
using Shared.Submission.Connect;
using Testing.Recordings;

namespace Shared.Submission.Tests.Connect;

public sealed class ConnectObjectsTests
{
    private static readonly OwnerReference Owner = new() { ApiVersion = SparkConnect.GroupVersion, Kind = SparkConnect.KindName, Name = "conn", Uid = "uid", Controller = true, BlockOwnerDeletion = true };

    public static TheoryData<string> Recorded =>
        [.. (Goldens.Set("lifecycle")?.Cases ?? []).Where(@case => @case.Name.StartsWith("connect-", StringComparison.Ordinal)).Select(@case => @case.Name)];

    [Theory, MemberData(nameof(Recorded))]
    public void Given_a_recorded_server_When_rendered_Then_its_command_is_the_recorded_one(string name)
    {
        var life = Goldens.Set("lifecycle")!.FindCase(name)!.Json();
        var connect = Connect(life["when"]!.AsArray().First(step => (string?)step!["object"]?["kind"] == "SparkConnect")!["object"]!.DeepClone().AsObject(), $"lc-{name}");
        var pod = life["then"]!["writes"]!.AsArray().First(write => (string?)write!["kind"] == "Pod" && (string?)write["by"] == "operator")!["object"]!;

        var ours = ConnectObjects.Of(connect, Owner, new SubmissionOptions { ApiServer = "https://10.96.0.1:443" }).Server;

        var recorded = pod["spec"]!["containers"]!.AsArray().Single()!;
        Options(ours.Spec!.Containers!.Single().Args!.Single()).Should().BeEquivalentTo(Options((string)recorded["args"]!.AsArray().Single()!));
        JsonNode.DeepEquals(ContractsJson.ToNode(ours)["metadata"]!["labels"], pod["metadata"]!["labels"]).Should().BeTrue();
        ours.Spec.Containers!.Single().Command.Should().Equal("bash", "-c");
        ContractsJson.ToNode(ours)["spec"]!["containers"]![0]!["lifecycle"]!.ToJsonString().Should().Be(recorded["lifecycle"]!.ToJsonString());
        ours.Spec.ServiceAccountName.Should().Be(connect.Spec!.Server!.Template?.Spec?.ServiceAccountName);
    }

    [Theory]
    [InlineData("$(rm -rf /)")]
    [InlineData("a'b\"c`d;e&f|g")]
    [InlineData("line\nbreak")]
    public void Given_texts_that_a_shell_would_act_on_When_rendered_Then_they_stand_in_quotes(string text)
    {
        var connect = Connect(Minimal(), "jobs");
        var hostile = connect with
        {
            Metadata = connect.Metadata! with { Labels = new Dictionary<string, string> { ["team"] = text } },
            Spec = connect.Spec! with { Image = text, SparkConf = new Dictionary<string, string> { ["spark.a"] = text }, HadoopConf = new Dictionary<string, string> { ["spark.hadoop.b"] = text } },
        };
        var quoted = text.Replace("'", "'\"'\"'", StringComparison.Ordinal);

        var line = ConnectObjects.Of(hostile, Owner, SubmissionOptions.Default).Server.Spec!.Containers!.Single().Args!.Single();

        line.Should().Contain($"--conf 'spark.a={quoted}'").And.Contain($"--conf 'spark.hadoop.b={quoted}'")
            .And.Contain($"--conf 'spark.kubernetes.container.image={quoted}'").And.Contain($"--conf 'spark.kubernetes.driver.label.team={quoted}'");
    }

    [Fact]
    public void Given_another_port_for_clients_When_rendered_Then_probes_Service_and_policy_follow()
    {
        var connect = Connect(Minimal(), "jobs");
        connect = connect with { Spec = connect.Spec! with { RestrictClients = true, SparkConf = new Dictionary<string, string> { ["spark.connect.grpc.binding.port"] = "16000" } } };

        var objects = ConnectObjects.Of(connect, Owner, SubmissionOptions.Default);

        objects.Server.Spec!.Containers!.Single().ReadinessProbe!.Value.ToString().Should().Contain("16000");
        objects.Service.Object.Spec!.Ports!.Single(port => port.Name == "spark-connect-server").Port.Should().Be(16000);
        objects.NetworkPolicy!.Object.Spec!.Value.ToString().Should().Contain("16000").And.Contain("\"sparkoperator.k8s.io/connect-client\":\"conn\"");
    }

    [Fact]
    public void Given_templates_without_the_known_containers_When_rendered_Then_the_first_one_is_taken_and_the_others_stay()
    {
        var manifest = Minimal();
        manifest["spec"]!["server"] = JsonNode.Parse("""{"template":{"spec":{"containers":[{"name":"mine","image":"own:1","readinessProbe":{"httpGet":{"port":1}}},{"name":"side"}]}},"service":{"metadata":{"labels":{"s":"t"}},"spec":{"type":"NodePort"}}}""");

        var objects = ConnectObjects.Of(Connect(manifest, "jobs"), Owner, SubmissionOptions.Default);

        objects.Server.Spec!.Containers!.Select(container => (container.Name, container.Image)).Should().Equal(("mine", "own:1"), ("side", null));
        objects.Server.Spec.Containers![0].ReadinessProbe!.Value.ToString().Should().Be("""{"httpGet":{"port":1}}""");
        objects.Service.Object.Metadata!.Name.Should().Be("conn-server", "a Service without a name takes the server's");
        objects.Service.Object.Spec!.Type.Should().Be("NodePort");
    }

    [Fact]
    public void Given_the_same_object_When_rendered_twice_Then_the_revision_is_the_same_and_an_edit_of_the_template_changes_it()
    {
        var (once, twice) = (ConnectObjects.Of(Connect(Minimal(), "jobs"), Owner, SubmissionOptions.Default), ConnectObjects.Of(Connect(Minimal(), "jobs"), Owner, SubmissionOptions.Default));
        var edited = Minimal();
        edited["spec"]!["executor"] = JsonNode.Parse("""{"template":{"metadata":{"labels":{"x":"y"}}}}""");

        once.Revision.Should().Be(twice.Revision).And.NotBe(ConnectObjects.Of(Connect(edited, "jobs"), Owner, SubmissionOptions.Default).Revision);
    }

    private static JsonObject Minimal() => JsonNode.Parse("""
        {"apiVersion":"sparkoperator.k8s.io/v1alpha1","kind":"SparkConnect","metadata":{"name":"conn"},"spec":{"sparkVersion":"4.0.1","image":"spark:4.0.1","server":{},"executor":{}}}
        """)!.AsObject();

    private static SparkConnect Connect(JsonObject manifest, string @namespace)
    {
        manifest["metadata"]!["namespace"] = @namespace;
        return ContractsJson.Deserialize<SparkConnect>(manifest);
    }

    // Order among properties of the configuration is chance on the recorded side.
    private static IEnumerable<string> Options(string line) => line.Split(" --").Order(StringComparer.Ordinal);
}
