using System.Globalization;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>Schedules and Connect servers as the Kubeflow operator leaves them: ours goes on from there; what runs is not started anew, and nothing that was recorded is lost.</summary>
public sealed class MigrationOfSchedulesAndServersTests
{
    private const string SubmissionId = "0b5d2c1e-7f7a-4c5e-9d51-3a8f1c2e4d6b";
    private const string Yesterday = "2026-08-01T10:00:00Z";

    private static readonly KubernetesResource Schedules = new("sparkoperator.k8s.io", "v1beta2", "scheduledsparkapplications", "ScheduledSparkApplication");
    private static readonly KubernetesResource Connects = new("sparkoperator.k8s.io", "v1alpha1", "sparkconnects", "SparkConnect");

    [LocalClusterFact]
    public async Task Schedules_go_on_after_the_run_that_was_left_and_start_none_twice()
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        var api = cluster.Api;
        await new Sparkctl(cluster.KubeConfigPath).DoAsync("crds", "install");
        await using var home = await api.CreateNamespaceAsync("migration");
        var busy = await LeaveBusyAsync(api, home.Name);
        var far = new DateTimeOffset(TimeProvider.System.GetUtcNow().Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await LeaveWaitingAsync(api, home.Name, "waiting", far, isSuspended: false);
        await LeaveWaitingAsync(api, home.Name, "suspended", far.AddYears(-2), isSuspended: true);
        await LeaveBrokenAsync(api, home.Name);
        var before = (await api.FindAsync(Schedules, home.Name, "suspended"))!["status"]!.ToJsonString();

        await using var sparkOperator = await OperatorUnderTest.StartAsync(cluster);

        // The one that was left is followed to its end, and only then the next one starts.
        await Eventually.SeesAsync(async () => (await RunsAsync(api, home.Name, "busy")).Count, runs => runs >= 2, () => sparkOperator.Output);
        var left = (await api.FindAsync(ClusterObjects.SparkApplications, home.Name, busy.Run))!;
        ((string?)left["status"]!["applicationState"]!["state"], (string?)left["status"]!["submissionID"], (int?)left["status"]!["executionAttempts"]).Should().Be(("COMPLETED", SubmissionId, 1));
        (await api.DriversAsync(home.Name, busy.Run)).Should().ContainSingle("it is adopted, not run again").Which.Uid().Should().Be(busy.Driver);
        var ended = Time(left["status"]!["terminationTime"]);
        (await RunsAsync(api, home.Name, "busy")).Where(run => (string)run["metadata"]!["name"]! != busy.Run)
            .Should().OnlyContain(run => Time(run["metadata"]!["creationTimestamp"]) >= ended, "the policy is Forbid");
        await Eventually.SeesAsync(
            async () => (await api.FindAsync(Schedules, home.Name, "busy"))!["status"]!["pastSuccessfulRunNames"]?.AsArray().Select(name => (string)name!).ToList() ?? [],
            names => names.Contains(busy.Run), () => sparkOperator.Output);

        var waiting = (await Eventually.SeesAsync(() => api.FindAsync(Schedules, home.Name, "waiting"), found => found!["status"]!["observedGeneration"] is not null, () => sparkOperator.Output))!["status"]!;
        ((string?)waiting["lastRun"], (string?)waiting["lastRunName"], Time(waiting["nextRun"])).Should().Be((Yesterday, "waiting-1785578400000000000", far));
        ((string?)waiting["pastSuccessfulRunNames"]![0]).Should().Be("waiting-1785578400000000000");
        (await RunsAsync(api, home.Name, "waiting")).Should().ContainSingle("its run that ended is kept, and none is due");
        (await api.FindAsync(Schedules, home.Name, "suspended"))!["status"]!.ToJsonString().Should().Be(before, "a suspended schedule is left as it is");
        await Eventually.SeesAsync(async () => (string?)(await api.FindAsync(Schedules, home.Name, "mended"))!["status"]!["scheduleState"], state => state == "Scheduled", () => sparkOperator.Output);
        await cluster.Api.NothingWasDeniedAsync(home.Name);
    }

    [LocalClusterFact]
    public async Task A_Connect_server_keeps_its_pod_its_executors_and_the_address_that_clients_know()
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        var api = cluster.Api;
        await new Sparkctl(cluster.KubeConfigPath).DoAsync("crds", "install");
        await using var home = await api.CreateNamespaceAsync("migration");
        var life = new LeftBehind(api, home.Name, "connect-executors", ("<time>", Yesterday));
        await life.GivenAsync(Connects);
        await life.MadeAsync(KubernetesResources.ConfigMaps);
        await life.MadeAsync(KubernetesResources.Pods, AsItWasSent);
        var service = await life.MadeAsync(KubernetesResources.Services, body =>
        {
            foreach (var drawn in new[] { "clusterIP", "clusterIPs" })
                _ = body["spec"]!.AsObject().Remove(drawn);
        });
        var server = (await Eventually.SeesAsync(() => api.FindAsync(KubernetesResources.Pods, home.Name, "conn-server"), IsReady, () => cluster.Output))!;
        var executors = await Eventually.SeesAsync(() => ExecutorsAsync(api, home.Name), found => found.Count > 0, () => cluster.Output);
        await life.WroteAsync(Connects, "conn", status => (string?)status["state"] == "Ready", status => status["server"]!["podIp"] = server["status"]!["podIP"]!.DeepClone());

        await using var sparkOperator = await OperatorUnderTest.StartAsync(cluster);

        var status = (await Eventually.SeesAsync(() => api.FindAsync(Connects, home.Name, "conn"), connect => connect!["status"]!["observedGeneration"] is not null, () => sparkOperator.Output))!["status"]!;
        ((string?)status["state"], (string?)status["startTime"]).Should().Be(("Ready", Yesterday));
        ((string?)status["server"]!["podName"], (string?)status["server"]!["serviceName"], (string?)status["server"]!["podIp"]).Should().Be(("conn-server", "conn-server", (string?)server["status"]!["podIP"]));
        // The last thing that a pass does is to keep the entrances.
        var kept = (await Eventually.SeesAsync(
            () => api.FindAsync(KubernetesResources.Services, home.Name, "conn-server"), found => found!["metadata"]!["resourceVersion"]!.ToString() != service["metadata"]!["resourceVersion"]!.ToString(), () => sparkOperator.Output))!;
        kept.Uid().Should().Be(service.Uid());
        ((string?)kept["spec"]!["clusterIP"]).Should().Be((string?)service["spec"]!["clusterIP"]);
        (await api.FindAsync(KubernetesResources.Pods, home.Name, "conn-server"))!.Uid().Should().Be(server.Uid(), "clients are connected to it");
        server["metadata"]!["labels"]!.AsObject().Select(label => $"{label.Key}={label.Value}").Should().Contain(kept["spec"]!["selector"]!.AsObject().Select(label => $"{label.Key}={label.Value}"), "the Service still finds it");
        (await ExecutorsAsync(api, home.Name)).Should().Contain(executors);
        await cluster.Api.NothingWasDeniedAsync(home.Name);
    }

    // A run is on its way, and since then another one was due: nobody worked while operators were changed.
    private static async Task<(string Run, string Driver)> LeaveBusyAsync(IKubernetesApi api, string @namespace)
    {
        const string Run = "busy-1785578400000000000";
        var life = new LeftBehind(api, @namespace, "sched-forbid", ("sched-<run-1>", Run), ("\"sched\"", "\"busy\""), ("<submission-1>", SubmissionId), ("<time>", Yesterday));
        await life.GivenAsync(Schedules);
        var run = await life.MadeAsync(ClusterObjects.SparkApplications);
        await life.WroteAsync(ClusterObjects.SparkApplications, Run, status => (string?)status["driverInfo"]!["podName"] == "sched-<run-1>-driver" && (string?)status["applicationState"]!["state"] == "RUNNING");
        await life.WroteAsync(Schedules, "busy", status => (string?)status["lastRunName"] == "sched-<run-1>", status => status["nextRun"] = "2026-08-01T10:00:02Z");
        return (Run, (await api.CreateAsync(KubernetesResources.Pods, @namespace, LeftDriver.Of(Run, run.Uid(), SubmissionId))).Uid());
    }

    // Its one run has ended, and the next one is due in another year.
    private static async Task LeaveWaitingAsync(IKubernetesApi api, string @namespace, string name, DateTimeOffset next, bool isSuspended)
    {
        var run = $"{name}-1785578400000000000";
        var life = new LeftBehind(api, @namespace, "sched-suspend", ("sched-<run-1>", run), ("\"sched\"", $"\"{name}\""), ("sched-<run-2>", run), ("<submission-1>", SubmissionId), ("<time>", Yesterday));
        await life.GivenAsync(Schedules, body =>
        {
            body["spec"]!["schedule"] = "0 0 1 1 *";
            body["spec"]!["timeZone"] = "UTC";
            body["spec"]!["suspend"] = isSuspended;
        });
        await life.MadeAsync(ClusterObjects.SparkApplications);
        await life.WroteAsync(ClusterObjects.SparkApplications, run, status => (string?)status["applicationState"]?["state"] == "COMPLETED" && (string?)status["submissionID"] == "<submission-1>");
        await life.WroteAsync(Schedules, name, status => status["pastSuccessfulRunNames"] is not null, status => status["nextRun"] = next.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    // Refused for its zone, which somebody has corrected since: the other operator never looks at it again.
    private static async Task LeaveBrokenAsync(IKubernetesApi api, string @namespace)
    {
        var life = new LeftBehind(api, @namespace, "sched-bad-zone", ("<time>", Yesterday));
        await life.GivenAsync(Schedules, body =>
        {
            body["metadata"]!["name"] = "mended";
            body["spec"]!["schedule"] = "0 0 1 1 *";
            body["spec"]!["timeZone"] = "Europe/Berlin";
        });
        await life.WroteAsync(Schedules, "mended", status => (string?)status["scheduleState"] == "FailedValidation");
    }

    // Without what the API server's own plug-ins put in, and with the account that this namespace has for Spark.
    private static void AsItWasSent(JsonObject pod)
    {
        var spec = pod["spec"]!.AsObject();
        RemoveToken(spec["volumes"]!.AsArray());
        RemoveToken(spec["containers"]![0]!["volumeMounts"]!.AsArray());
        foreach (var defaulted in new[] { "serviceAccount", "priority", "preemptionPolicy", "tolerations" })
            _ = spec.Remove(defaulted);
        spec["serviceAccountName"] = "spark";

        static void RemoveToken(JsonArray list) => list.Remove(list.Single(item => ((string)item!["name"]!).StartsWith("kube-api-access-", StringComparison.Ordinal)));
    }

    private static bool IsReady(JsonNode? pod) =>
        pod?["status"]?["conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True") is true;

    private static async Task<IReadOnlyList<string>> ExecutorsAsync(IKubernetesApi api, string @namespace) =>
        [.. (await api.ListAsync(KubernetesResources.Pods, @namespace, "spark-role=executor")).Where(pod => (string?)pod["status"]?["phase"] == "Running").Select(pod => pod.Uid())];

    private static Task<IReadOnlyList<JsonNode>> RunsAsync(IKubernetesApi api, string @namespace, string schedule) =>
        api.ListAsync(ClusterObjects.SparkApplications, @namespace, $"sparkoperator.k8s.io/scheduled-app-name={schedule}");

    private static DateTimeOffset Time(JsonNode? text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);
}
