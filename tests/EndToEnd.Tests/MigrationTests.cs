using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>Applications as the Kubeflow operator leaves them in every state: ours goes on from there, and neither restarts nor loses any.</summary>
public sealed class MigrationTests
{
    private const string SubmissionId = "0b5d2c1e-7f7a-4c5e-9d51-3a8f1c2e4d6b";

    // State left by the other operator, whether its driver is alive, and where it must end.
    private static readonly (string State, bool HasDriver, string End, int Attempts)[] Left =
    [
        ("", false, "COMPLETED", 1),
        ("SUBMITTED", true, "COMPLETED", 1),
        ("RUNNING", true, "COMPLETED", 1),
        ("UNKNOWN", true, "COMPLETED", 1),
        ("SUCCEEDING", false, "COMPLETED", 1),
        ("COMPLETED", false, "COMPLETED", 1),
        ("FAILING", false, "FAILED", 1),
        ("FAILED", false, "FAILED", 1),
        ("SUBMISSION_FAILED", false, "FAILED", 0),
        ("PENDING_RERUN", false, "COMPLETED", 2),
        ("INVALIDATING", false, "COMPLETED", 1),
        ("SUSPENDING", false, "SUSPENDED", 1),
        ("SUSPENDED", false, "SUSPENDED", 1),
        ("RESUMING", false, "COMPLETED", 2),
    ];

    [LocalClusterFact]
    public async Task Applications_in_every_state_of_the_other_operator_go_on()
    {
        await using var cluster = await LocalClusterProcess.StartAsync();
        var api = cluster.Api;
        await new Sparkctl(cluster.KubeConfigPath).DoAsync("crds", "install");
        await using var home = await api.CreateNamespaceAsync("migration");
        var drivers = new Dictionary<string, string>();
        foreach (var (state, hasDriver, _, attempts) in Left)
        {
            var uid = await LeaveAsync(api, home.Name, state, attempts);
            if (hasDriver)
                drivers[Name(state)] = (await api.CreateAsync(KubernetesResources.Pods, home.Name, LeftDriver.Of(Name(state), uid, SubmissionId))).Uid();
        }

        await using var sparkOperator = await OperatorUnderTest.StartAsync(cluster);

        await Eventually.SeesAsync(
            async () => (await Task.WhenAll(Left.Select(async left => (left.State, left.End, Now: await api.StateAsync(home.Name, Name(left.State)))))).Where(left => left.Now != left.End).ToList(),
            notYet => notYet.Count == 0,
            () => sparkOperator.Output);
        foreach (var (name, uid) in drivers)
        {
            (await api.DriversAsync(home.Name, name)).Should().ContainSingle("{0} is adopted, not run again", name).Which.Uid().Should().Be(uid);
            ((string?)(await api.FindAsync(ClusterObjects.SparkApplications, home.Name, name))!["status"]!["submissionID"]).Should().Be(SubmissionId);
        }

        foreach (var state in new[] { "SUCCEEDING", "COMPLETED", "FAILING", "FAILED", "SUSPENDED" })
            (await api.DriversAsync(home.Name, Name(state))).Should().BeEmpty("{0} had its run", state);
    }

    private static string Name(string state) => $"left-{(state.Length == 0 ? "new" : state.ToLowerInvariant().Replace('_', '-'))}";

    // The status has no more than the fields that the other operator writes.
    private static async Task<string> LeaveAsync(IKubernetesApi api, string @namespace, string state, int attempts)
    {
        var application = Manifests.SparkPi(Name(state));
        application["spec"]!["restartPolicy"] = state is "PENDING_RERUN"
            ? new JsonObject { ["type"] = "OnFailure", ["onFailureRetries"] = 3, ["onFailureRetryInterval"] = 1 }
            : new JsonObject { ["type"] = "Never" };
        if (state is "SUSPENDING" or "SUSPENDED")
            application["spec"]!["suspend"] = true;
        var uid = (await api.CreateAsync(ClusterObjects.SparkApplications, @namespace, application)).Uid();
        if (state.Length == 0)
            return uid;

        var status = new JsonObject
        {
            ["applicationState"] = new JsonObject { ["state"] = state },
            ["submissionID"] = SubmissionId,
            ["sparkApplicationId"] = "spark-0a1b2c3d",
            ["submissionAttempts"] = 1,
            ["executionAttempts"] = attempts == 2 ? 1 : attempts,
            ["lastSubmissionAttemptTime"] = "2026-08-01T10:00:00Z",
            ["driverInfo"] = new JsonObject { ["podName"] = $"{Name(state)}-driver" },
            ["executorState"] = new JsonObject(),
        };
        if (state is "FAILING" or "FAILED" or "SUBMISSION_FAILED")
            status["applicationState"]!["errorMessage"] = "driver container failed with ExitCode: 1, Reason: Error";
        await api.SendAsync(
            ApiRequests.PatchStatus(ClusterObjects.SparkApplications, @namespace, Name(state), PatchKind.Merge, Encoding.UTF8.GetBytes(new JsonObject { ["status"] = status }.ToJsonString())),
            CancellationToken.None);
        return uid;
    }
}
