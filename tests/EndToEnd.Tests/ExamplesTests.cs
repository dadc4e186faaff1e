using EndToEnd.Tests.Clusters;
using Testing;

namespace EndToEnd.Tests;

/// <summary>Everything in <c>examples/</c> is applied, and goes as far as the simulated nodes let it.</summary>
public sealed class ExamplesTests
{
    // Everything else ends COMPLETED.
    private static readonly Dictionary<string, string[]> Otherwise = new()
    {
        ["spark-streaming-always"] = ["SUBMITTED", "RUNNING", "SUCCEEDING", "PENDING_RERUN"],
        ["spark-pi-suspended"] = ["SUSPENDED"],
        // No GPU, no such claim, and nobody who plays another scheduler.
        ["spark-gpu"] = ["SUBMITTED", "RUNNING"],
        ["spark-gpu-limit"] = ["SUBMITTED", "RUNNING"],
        ["spark-pi-persistent-volume"] = ["SUBMITTED"],
        ["spark-pi-volcano"] = ["SUBMITTED"],
        ["spark-pi-yunikorn"] = ["SUBMITTED"],
    };

    [LocalClusterFact]
    public async Task Every_example_runs()
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        await using var sparkOperator = await OperatorUnderTest.StartAsync(cluster);
        var sparkctl = new Sparkctl(cluster.KubeConfigPath);
        var files = Directory.GetFiles(Repository.PathTo("examples"), "*.yaml").Order(StringComparer.Ordinal).ToList();

        files.Should().HaveCountGreaterThan(40);
        await sparkctl.DoAsync("create", Repository.PathTo("examples", "spark-rbac.yaml"));
        var all = Path.GetTempFileName();
        await File.WriteAllTextAsync(all, string.Join("\n---\n", files.Where(file => Path.GetFileName(file) != "spark-rbac.yaml").Select(File.ReadAllText)));
        await sparkctl.DoAsync("create", all);
        File.Delete(all);

        await Eventually.SeesAsync(
            async () => string.Join(", ", (await cluster.Api.ListAsync(ClusterObjects.SparkApplications, @namespace: null))
                .Select(application => (Name: (string)application["metadata"]!["name"]!, State: (string?)application["status"]?["applicationState"]?["state"] ?? ""))
                .Where(application => !Otherwise.GetValueOrDefault(application.Name, ["COMPLETED"]).Contains(application.State))
                .Select(application => $"{application.Name} {application.State}")),
            notYet => notYet.Length == 0,
            () => sparkOperator.Output);
        await cluster.Api.NothingWasDeniedAsync("default");
    }
}
