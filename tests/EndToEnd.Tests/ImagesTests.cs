using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>What is published, in the root file systems that the Dockerfiles describe.</summary>
public sealed partial class ImagesTests
{
    private const int LargestMegabytes = 90;

    private static readonly KubernetesResource Schedules = new("sparkoperator.k8s.io", "v1beta2", "scheduledsparkapplications", "ScheduledSparkApplication");

    // What the base image of the Dockerfiles brings.
    private static readonly string[] BaseLibraries = ["ld-linux", "libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libgcc_s.so", "libstdc++.so", "libssl.so", "libcrypto.so", "libz.so"];

    [PublishedFact]
    public void What_is_deployed_is_small()
    {
        foreach (var program in new[] { "Controller", "Webhook", "Cli" })
        {
            var folder = new DirectoryInfo(Path.Combine(Environment.GetEnvironmentVariable("E2E_PUBLISHED")!, program));
            folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length).Should().BeLessThanOrEqualTo(LargestMegabytes * 1_000_000L, "{0} is pulled by nodes", program);
        }
    }

    [ImageFact]
    public async Task As_images_webhook_and_controller_run_an_application_and_a_schedule_of_another_zone()
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        var api = cluster.Api;
        var folder = Directory.CreateTempSubdirectory("spark-operator-e2e");
        await new Sparkctl(cluster.KubeConfigPath).DoAsync("crds", "install");
        var rights = await ShippedRights.InstallAsync(cluster);
        var configurations = await ConfigureAsync(api);

        await using var webhook = await OperatorImage.Webhook.StartAsync(
            cluster, rights, folder, "--listen=https://127.0.0.1:0", "--certificate-hosts=127.0.0.1", "--metrics-bind-address=127.0.0.1:0", "--health-probe-bind-address=127.0.0.1:0");
        var address = await webhook.ReadyAsync();
        foreach (var (resource, name) in configurations)
            await PointAsync(api, resource, name, address, () => webhook.Output);
        await using var controller = await OperatorImage.Controller.StartAsync(cluster, rights, folder, "--metrics-bind-address=127.0.0.1:0", "--health-probe-bind-address=127.0.0.1:0");
        await controller.ReadyAsync();
        foreach (var program in new[] { webhook, controller })
            await IsConfinedAsync(program);

        await using var home = await api.CreateNamespaceAsync("images");
        await api.CreateAsync(ClusterObjects.SparkApplications, home.Name, Manifests.SparkPi("spark-pi"));
        // Nowhere else is a day this far from that of UTC.
        await api.CreateAsync(Schedules, home.Name, Schedule("at-night", "30 2 * * *", "Pacific/Kiritimati"));
        await api.CreateAsync(Schedules, home.Name, Schedule("each-minute", "* * * * *", "Asia/Kathmandu"));
        string Said() => $"--- webhook\n{webhook.Output}\n--- controller\n{controller.Output}";

        await Eventually.SeesAsync(() => api.StateAsync(home.Name, "spark-pi"), state => state == "COMPLETED", Said);
        ((string?)(await api.FindAsync(ClusterObjects.SparkApplications, home.Name, "spark-pi"))!["spec"]!["restartPolicy"]!["type"]).Should().Be("Never", "the webhook stores defaults");
        var next = await Eventually.SeesAsync(async () => (string?)(await api.FindAsync(Schedules, home.Name, "at-night"))!["status"]?["nextRun"], time => time is not null, Said);
        DateTimeOffset.Parse(next!, CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(14)).TimeOfDay.Should().Be(new TimeSpan(2, 30, 0));
        // The first minute, and then the run of its application.
        await Eventually.SeesAsync(async () => (await RunsAsync(api, home.Name)).Count, runs => runs > 0, Said);
        await Eventually.SeesAsync(() => RunsAsync(api, home.Name), runs => runs.Contains("COMPLETED"), Said);

        (await controller.TerminateAsync()).Should().Be(0, controller.Output);
        (await webhook.TerminateAsync()).Should().Be(0, webhook.Output);
        await cluster.Api.NothingWasDeniedAsync(home.Name);
        folder.Delete(recursive: true);
    }

    // LocalCluster has no network of Services, so the configurations that are shipped get an address, as soon as it is known.
    private static async Task<IReadOnlyList<(KubernetesResource Resource, string Name)>> ConfigureAsync(IKubernetesApi api)
    {
        var names = new List<(KubernetesResource, string)>();
        foreach (var configuration in OperatorImage.Documents().Where(one => ((string)one["kind"]!).EndsWith("WebhookConfiguration", StringComparison.Ordinal)))
        {
            var resource = (string)configuration["kind"]! == "MutatingWebhookConfiguration" ? KubernetesResources.MutatingWebhookConfigurations : KubernetesResources.ValidatingWebhookConfigurations;
            names.Add((resource, (string)(await api.CreateAsync(resource, null, configuration))["metadata"]!["name"]!));
        }

        return names;
    }

    private static async Task PointAsync(IKubernetesApi api, KubernetesResource resource, string name, Uri address, Func<string> said)
    {
        var configuration = await Eventually.SeesAsync(
            () => FindAsync(api, resource, name), found => found["webhooks"]!.AsArray().All(entry => entry!["clientConfig"]!["caBundle"] is not null), said);
        foreach (var client in configuration["webhooks"]!.AsArray().Select(entry => entry!["clientConfig"]!.AsObject()))
        {
            client["url"] = new Uri(address, (string)client["service"]!["path"]!).ToString();
            _ = client.Remove("service");
        }

        var body = new JsonObject { ["webhooks"] = configuration["webhooks"]!.DeepClone() };
        await api.SendAsync(ApiRequests.Patch(resource, null, name, PatchKind.Merge, Encoding.UTF8.GetBytes(body.ToJsonString())), CancellationToken.None);
    }

    private static async Task<JsonNode> FindAsync(IKubernetesApi api, KubernetesResource resource, string name) =>
        JsonNode.Parse((await api.SendAsync(ApiRequests.Get(resource, null, name), CancellationToken.None)).Body.Span)!;

    private static JsonObject Schedule(string name, string cron, string zone) => new()
    {
        ["apiVersion"] = "sparkoperator.k8s.io/v1beta2",
        ["kind"] = "ScheduledSparkApplication",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["schedule"] = cron, ["timeZone"] = zone, ["concurrencyPolicy"] = "Forbid", ["template"] = Manifests.SparkPi("pi")["spec"]!.DeepClone() },
    };

    private static async Task<IReadOnlyList<string>> RunsAsync(IKubernetesApi api, string @namespace) =>
        [.. (await api.ListAsync(ClusterObjects.SparkApplications, @namespace, "sparkoperator.k8s.io/scheduled-app-name=each-minute")).Select(run => (string?)run["status"]?["applicationState"]?["state"] ?? "")];

    /// <summary>What the kernel says of a process that runs as an image.</summary>
    private static async Task IsConfinedAsync(ProgramUnderTest program)
    {
        var process = $"/proc/{program.Id}";
        var status = await File.ReadAllTextAsync(Path.Combine(process, "status"));
        status.Should().MatchRegex("Uid:\t1654\t1654\t1654\t1654\n").And.MatchRegex("CapEff:\t0+\n").And.MatchRegex("NoNewPrivs:\t1\n");
        (await File.ReadAllLinesAsync(Path.Combine(process, "mountinfo"))).Should().Contain(line => RootIsReadOnly().IsMatch(line));
        Directory.GetFileSystemEntries(Path.Combine(process, "root")).Select(Path.GetFileName).Should().NotContain(["bin", "sbin", "home", "root"]);
        var libraries = (await File.ReadAllLinesAsync(Path.Combine(process, "maps"))).Where(line => line.Contains(".so", StringComparison.Ordinal))
            .Select(line => line[(line.LastIndexOf('/') + 1)..]).Where(file => !File.Exists(Path.Combine(process, "root", "app", file))).Distinct();
        libraries.Should().OnlyContain(file => BaseLibraries.Any(known => file.StartsWith(known, StringComparison.Ordinal)), "the image has no others");
    }

    // Mount point, and the options of the mount.
    [GeneratedRegex(" / ro[ ,]")]
    private static partial Regex RootIsReadOnly();
}
