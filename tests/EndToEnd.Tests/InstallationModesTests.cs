using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;
using Testing;
using Testing.Comparison;

namespace EndToEnd.Tests;

/// <summary>
/// Every object that the chart renders for a mode (the overlays hold the same objects, and a test of theirs compares them) is stored by the API server,
/// and the controller runs an application with the rendered arguments under the rendered roles.
/// </summary>
public sealed class InstallationModesTests
{
    [LocalClusterTheory]
    [InlineData("cluster", "default")]
    [InlineData("namespaces", "default")]
    [InlineData("single-namespace", "spark")]
    public async Task An_application_runs_in_this_mode(string overlay, string @namespace)
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        var api = cluster.Api;
        var folder = Directory.CreateTempSubdirectory("spark-operator-e2e");
        var sparkctl = new Sparkctl(cluster.KubeConfigPath);
        await sparkctl.DoAsync("crds", "install");
        var documents = Documents(overlay, "rbac.yaml").Concat(Documents(overlay, "operator.yaml")).ToList();
        var home = (string)Deployment(documents)["metadata"]!["namespace"]!;
        foreach (var missing in new[] { home, @namespace }.Distinct().Where(name => name != "default"))
            await api.CreateAsync(KubernetesResources.Namespaces, null, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = missing } });

        // LocalCluster has no network of Services, so what would call the webhook is left out; the other tests call it.
        var file = Path.Combine(folder.FullName, "operator.json");
        await File.WriteAllTextAsync(file, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. documents.Where(one => !((string)one["kind"]!).EndsWith("WebhookConfiguration", StringComparison.Ordinal)).Select(one => one.DeepClone())]),
        }.ToJsonString());
        await sparkctl.DoAsync("create", file);
        if (overlay == "cluster")
            await sparkctl.DoAsync("create", Repository.PathTo("examples", "spark-rbac.yaml"));

        var config = await ShippedRights.KubeConfigAsync(cluster, home, ShippedRights.Controller, folder);
        await using var controller = ProgramUnderTest.Start("Controller",
            [.. Arguments(documents), "--kubeconfig", config, "--metrics-bind-address", "127.0.0.1:0", "--health-probe-bind-address", "127.0.0.1:0"]);
        await controller.ReadyAsync();
        var application = Manifests.SparkPi("spark-pi");
        application["spec"]!["driver"]!["serviceAccount"] = overlay == "cluster" ? "spark" : "spark-operator-spark";
        await api.CreateAsync(ClusterObjects.SparkApplications, @namespace, application);

        await Eventually.SeesAsync(() => api.StateAsync(@namespace, "spark-pi"), state => state == "COMPLETED", () => controller.Output + cluster.Output);
        await cluster.Api.NothingWasDeniedAsync(@namespace);
        await controller.TerminateAsync();
        folder.Delete(recursive: true);
    }

    private static IEnumerable<JsonObject> Documents(string overlay, string file) =>
        YamlText.Documents(File.ReadAllText(Repository.PathTo("kustomize", "overlays", overlay, file))).OfType<JsonObject>();

    private static JsonObject Deployment(IEnumerable<JsonObject> documents) =>
        documents.Single(one => (string)one["kind"]! == "Deployment" && (string)one["metadata"]!["name"]! == ShippedRights.Controller);

    private static IEnumerable<string> Arguments(IEnumerable<JsonObject> documents) =>
        Deployment(documents)["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(argument => (string)argument!);
}
