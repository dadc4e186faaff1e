using System.Diagnostics;
using System.Text.Json.Nodes;
using Testing;
using Testing.Charts;
using Testing.Comparison;

namespace Deployment.Tests.Kustomize;

public sealed class KustomizeTests
{
    private static readonly string[] Certificates = ["Issuer", "Certificate"];

    public static TheoryData<string> Overlays => [.. PlainManifests.All.Select(one => one.Overlay)];

    [ChartTheory, MemberData(nameof(Overlays))]
    public void Given_the_chart_When_the_manifests_of_an_overlay_are_made_Then_they_equal_the_committed_ones(string overlay)
    {
        var rendered = Of(overlay).Render();

        rendered.Error.Should().BeNull();
        GeneratedFile.Holds(PlainManifests.Text(rendered, PlainManifests.IsRight), "kustomize", "overlays", overlay, "rbac.yaml");
        GeneratedFile.Holds(PlainManifests.Text(rendered, kind => !PlainManifests.IsRight(kind)), "kustomize", "overlays", overlay, "operator.yaml");
    }

    [ChartFact]
    public void Given_the_chart_When_the_manifests_for_cert_manager_are_made_Then_they_equal_the_committed_ones() =>
        GeneratedFile.Holds(PlainManifests.Text(Of("cert-manager").Render(), Certificates.Contains), "certs", "cert-manager.yaml");

    [Fact]
    public void The_definitions_beside_the_overlays_are_those_of_the_repository()
    {
        foreach (var file in Directory.GetFiles(Repository.PathTo("crds")))
            GeneratedFile.Holds(File.ReadAllText(file), "kustomize", "crds", Path.GetFileName(file));
    }

    [Theory, MemberData(nameof(Overlays))]
    public void Without_rights_for_the_cluster_there_is_nothing_of_the_cluster(string overlay)
    {
        var kinds = Directory.GetFiles(Repository.PathTo("kustomize", "overlays", overlay)).SelectMany(file => YamlText.Documents(File.ReadAllText(file))).Select(one => (string)one!["kind"]!).ToList();

        kinds.Any(kind => kind is "ClusterRole" or "ClusterRoleBinding" or "MutatingWebhookConfiguration" or "ValidatingWebhookConfiguration")
            .Should().Be(overlay != "single-namespace");
    }

    [KubectlTheory, MemberData(nameof(Overlays))]
    public void An_overlay_is_one_set_of_objects_for_kubectl(string overlay)
    {
        var objects = YamlText.Documents(Kustomize(Repository.PathTo("kustomize", "overlays", overlay))).OfType<JsonObject>().ToList();

        var names = objects.Select(one => $"{one["kind"]}/{one["metadata"]!["namespace"]}/{one["metadata"]!["name"]}").ToList();
        names.Should().OnlyHaveUniqueItems().And.Contain(name => name.StartsWith("Deployment/", StringComparison.Ordinal));
        names.Count(name => name.StartsWith("CustomResourceDefinition/", StringComparison.Ordinal)).Should().Be(overlay == "single-namespace" ? 0 : 3);
    }

    private static PlainManifests Of(string overlay) => PlainManifests.All.Single(one => one.Overlay == overlay);

    private static string Kustomize(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, errors.Result);
        return output;
    }
}

/// <summary>Needs kubectl; skipped by name without it.</summary>
internal sealed class KubectlTheoryAttribute : TheoryAttribute
{
    public KubectlTheoryAttribute() => Skip = new ToolFactAttribute("kubectl").Skip;
}
