using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Manifests;
using Testing;
using Testing.Kubernetes;

namespace Cli.Tests.Commands;

public sealed class CrdsTests
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Established = """{"metadata":{"resourceVersion":"7"},"status":{"conditions":[{"type":"Established","status":"True"}]}}""";

    [Fact]
    public async Task Given_an_empty_cluster_When_the_definitions_are_installed_Then_the_three_are_created()
    {
        var terminal = new Terminal();
        terminal.Api.When("POST", Definitions, "{}")
            .When(request => request.Method == "GET" && request.Path.StartsWith(Definitions, StringComparison.Ordinal), _ => FakeKubernetesApi.Ok(Established));

        (await terminal.RunAsync("crds install")).Should().Be(0);

        terminal.Api.Requests.Where(request => request.Method == "POST").Should().HaveCount(3);
        terminal.Out.ToString().Should().Contain("customresourcedefinition.apiextensions.k8s.io/sparkapplications.sparkoperator.k8s.io created");
    }

    [Fact]
    public async Task Given_definitions_of_another_operator_When_installed_Then_they_are_replaced_by_their_version()
    {
        var terminal = new Terminal();
        terminal.Api.WhenRefused("POST", Definitions, 409, "AlreadyExists")
            .When(request => request.Path.StartsWith($"{Definitions}/", StringComparison.Ordinal), _ => FakeKubernetesApi.Ok(Established));

        (await terminal.RunAsync("crds install")).Should().Be(0);

        var replacement = terminal.Api.Requests.First(request => request.Method == "PUT");
        JsonNode.Parse(Encoding.UTF8.GetString(replacement.Body.Span))!["metadata"]!["resourceVersion"]!.GetValue<string>().Should().Be("7");
    }

    [Fact]
    public async Task Given_the_printed_definitions_When_read_again_Then_they_are_those_of_the_repository()
    {
        var terminal = new Terminal();

        (await terminal.RunAsync("crds print")).Should().Be(0);

        var printed = ManifestReader.Read("stdout", terminal.Out.ToString());
        var files = Directory.GetFiles(Repository.PathTo("crds")).Order(StringComparer.Ordinal).SelectMany(file => ManifestReader.Read(file, File.ReadAllText(file))).ToList();
        printed.Select(manifest => manifest.Object.ToJsonString()).Should().Equal(files.Select(manifest => manifest.Object.ToJsonString()));
    }
}
