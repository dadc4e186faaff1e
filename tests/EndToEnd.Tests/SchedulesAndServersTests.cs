using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;
using Testing;

namespace EndToEnd.Tests;

/// <summary>Schedules and Connect servers through real processes, and the examples for Kubeflow applied as they are.</summary>
[Collection(SharedOperator.Name)]
public sealed class SchedulesAndServersTests(SharedOperator shared) : SharedOperatorTest(shared, "schedules")
{
    private static readonly KubernetesResource Connects = new("sparkoperator.k8s.io", "v1alpha1", "sparkconnects", "SparkConnect");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("schedules");

    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Repository.PathTo("examples", "kubeflow"), "*.yaml").Select(file => Path.GetFileName(file)).Where(file => file != "values.yaml").Order(StringComparer.Ordinal)];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();

        // Kubeflow makes it in the namespace of each Profile.
        await Shared.Cluster.Api.CreateAsync(KubernetesResources.ServiceAccounts, Home, JsonNode.Parse("""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default-editor"}}""")!);
    }

    public override Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_schedule_runs_its_template_again_and_again_and_its_runs_go_with_it()
    {
        var schedule = new JsonObject
        {
            ["apiVersion"] = "sparkoperator.k8s.io/v1beta2",
            ["kind"] = "ScheduledSparkApplication",
            ["metadata"] = new JsonObject { ["name"] = "often" },
            ["spec"] = new JsonObject { ["schedule"] = "@every 1s", ["concurrencyPolicy"] = "Forbid", ["template"] = Manifests.SparkPi("pi")["spec"]!.DeepClone() },
        };
        await CreateAsync("often.json", schedule.ToJsonString());

        var runs = await Eventually.SeesAsync(
            RunsAsync, seen => seen.Count(run => (string?)run["status"]?["applicationState"]?["state"] == "COMPLETED") >= 2 || seen.Count > 2, () => Shared.Operator.Output);

        runs.Should().OnlyContain(run => ((string)run["metadata"]!["name"]!).StartsWith("often-", StringComparison.Ordinal));
        (await SparkctlAsync("schedule", "list")).Should().Contain("often").And.Contain("Scheduled");
        await SparkctlAsync("create", "by-hand", "--from", "often");
        await Shared.Cluster.Api.SendAsync(ApiRequests.Delete(new("sparkoperator.k8s.io", "v1beta2", "scheduledsparkapplications", "ScheduledSparkApplication"), Home, "often", new DeleteOptions()), CancellationToken.None);
        await Eventually.SeesAsync(RunsAsync, seen => seen.Count == 0, () => Shared.Operator.Output);
    }

    [Fact]
    public async Task A_Connect_server_gets_its_entrances_and_is_replaced_when_its_policy_says_so()
    {
        await CreateAsync("connect.yaml", Example("profile-connect.yaml"));
        var first = await Eventually.SeesAsync(ServerAsync, pod => pod is not null, () => Shared.Operator.Output);
        await Eventually.SeesAsync(() => Shared.Cluster.Api.FindAsync(KubernetesResources.Services, Home, "spark"), service => service is not null, () => Shared.Operator.Output);
        await Eventually.SeesAsync(() => Shared.Cluster.Api.FindAsync(Connects, Home, "spark"), connect => (string?)connect!["status"]?["server"]?["serviceName"] == "spark", () => Shared.Operator.Output);
        (await Shared.Cluster.Api.FindAsync(KubernetesResources.NetworkPolicies, Home, "spark-clients")).Should().NotBeNull();

        var edit = ApiRequests.Patch(Connects, Home, "spark", PatchKind.Merge, """{"spec":{"image":"spark:other"}}"""u8.ToArray());
        await Shared.Cluster.Api.SendAsync(edit, CancellationToken.None);

        var second = await Eventually.SeesAsync(ServerAsync, pod => pod is not null && pod.Uid() != first!.Uid(), () => Shared.Operator.Output);
        ((string?)second!["spec"]!["containers"]![0]!["image"]).Should().Be("spark:other");
    }

    [Theory, MemberData(nameof(Examples))]
    public async Task An_example_for_Kubeflow_is_accepted_as_it_is(string file)
    {
        await CreateAsync(file, Example(file).Replace("name: kubeflow-spark-", $"name: {Home}-", StringComparison.Ordinal));
    }

    private string Example(string file) => File.ReadAllText(Repository.PathTo("examples", "kubeflow", file))
        .Replace("namespace: team-a", $"namespace: {Home}", StringComparison.Ordinal)
        .Replace("name: spark\n  namespace", "name: spark-of-profile\n  namespace", StringComparison.Ordinal)
        .Replace("kind: SparkConnect\nmetadata:\n  name: spark-of-profile", "kind: SparkConnect\nmetadata:\n  name: spark", StringComparison.Ordinal);

    private async Task CreateAsync(string file, string text)
    {
        var path = Path.Combine(_folder.FullName, file);
        await File.WriteAllTextAsync(path, text);
        await SparkctlAsync("create", path);
    }

    private Task<string> SparkctlAsync(params string[] words) => new Sparkctl(Shared.Cluster.KubeConfigPath).DoAsync(["-n", Home, .. words]);

    private Task<IReadOnlyList<JsonNode>> RunsAsync() => Shared.Cluster.Api.ListAsync(ClusterObjects.SparkApplications, Home, "sparkoperator.k8s.io/scheduled-app-name=often");

    private Task<JsonNode?> ServerAsync() => Shared.Cluster.Api.FindAsync(KubernetesResources.Pods, Home, "spark-server");
}
