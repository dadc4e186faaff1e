using System.Text.Json.Nodes;
using Testing;

namespace Cli.Tests.Commands;

/// <summary>The examples around <c>sparkctl render</c> do what their pages say.</summary>
public sealed class RenderExamplesTests
{
    private static readonly string Base = Repository.PathTo("examples", "kustomize", "base", "spark-pi.yaml");

    [Fact]
    public async Task Given_the_application_of_the_kustomize_example_When_rendered_Then_it_is_the_committed_base()
    {
        var terminal = new Terminal();

        (await terminal.RunAsync($"render {Repository.PathTo("examples", "spark-pi.yaml")}")).Should().Be(0, terminal.Error.ToString());

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(Base, terminal.Out.ToString());
        (await File.ReadAllTextAsync(Base)).Should().Be(terminal.Out.ToString(), "UPDATE_GOLDEN=1 dotnet test tests/Cli.Tests -c Release rewrites it");
    }

    [ToolFact("kubectl", isDebianPackage: false)]
    public async Task Given_the_production_overlay_When_built_Then_the_driver_has_its_tolerations_and_all_objects_their_label()
    {
        using var kubectl = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("kubectl", ["kustomize", Repository.PathTo("examples", "kustomize", "production")]) { RedirectStandardOutput = true })!;
        var text = await kubectl.StandardOutput.ReadToEndAsync();
        await kubectl.WaitForExitAsync();

        kubectl.ExitCode.Should().Be(0);
        text.Should().Contain("kind: Pod").And.Contain("key: batch").And.Contain("cost-center: analytics");
    }

    [Fact]
    public async Task Given_the_application_of_the_skaffold_example_When_rendered_Then_driver_and_executors_run_the_image_that_is_built()
    {
        var skaffold = await File.ReadAllTextAsync(Repository.PathTo("examples", "skaffold", "skaffold.yaml"));
        skaffold.Should().Contain("image: spark-pi-job").And.Contain("template: \"dev\"").And.Contain("sparkctl render spark-pi.yaml > rendered.yaml");
        var terminal = new Terminal();

        (await terminal.RunAsync($"render {Repository.PathTo("examples", "skaffold", "spark-pi.yaml")} --executors -o json")).Should().Be(0, terminal.Error.ToString());

        JsonNode.Parse(terminal.Out.ToString())!["items"]!.AsArray().Where(item => (string?)item!["kind"] == "Pod")
            .Select(pod => (string?)pod!["spec"]!["containers"]![0]!["image"]).Should().Equal("spark-pi-job:dev", "spark-pi-job:dev");
    }
}
