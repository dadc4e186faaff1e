using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;

namespace Simulation.Tests;

/// <summary>What must hold after every write, whatever went wrong before it.</summary>
public sealed class Oracles
{
    private static readonly Dictionary<string, string[]> Edges = new()
    {
        [""] = ["SUBMITTED", "SUBMISSION_FAILED", "SUSPENDING"],
        ["SUBMITTED"] = ["RUNNING", "SUCCEEDING", "FAILING", "UNKNOWN", "SUSPENDING", "INVALIDATING"],
        ["RUNNING"] = ["SUCCEEDING", "FAILING", "UNKNOWN", "SUBMITTED", "SUSPENDING", "INVALIDATING"],
        ["UNKNOWN"] = ["SUBMITTED", "RUNNING", "SUCCEEDING", "FAILING", "SUSPENDING", "INVALIDATING"],
        ["SUCCEEDING"] = ["COMPLETED", "PENDING_RERUN", "SUSPENDING", "INVALIDATING"],
        ["FAILING"] = ["FAILED", "PENDING_RERUN", "SUSPENDING", "INVALIDATING"],
        ["SUBMISSION_FAILED"] = ["SUBMITTED", "SUBMISSION_FAILED", "FAILED", "SUSPENDING", "INVALIDATING"],
        ["PENDING_RERUN"] = ["SUBMITTED", "SUBMISSION_FAILED", "SUSPENDING", "INVALIDATING"],
        ["INVALIDATING"] = ["PENDING_RERUN", "SUSPENDING"],
        ["SUSPENDING"] = ["SUSPENDED"],
        ["SUSPENDED"] = ["RESUMING"],
        ["RESUMING"] = ["SUBMITTED", "SUBMISSION_FAILED", "SUSPENDING"],
        ["COMPLETED"] = ["INVALIDATING"],
        ["FAILED"] = ["INVALIDATING"],
    };

    private readonly SimulatedCluster _cluster;
    private readonly HashSet<string> _attempts = [];

    public Oracles(SimulatedCluster cluster)
    {
        _cluster = cluster;
        cluster.Api.Wrote = Check;
    }

    /// <summary>Driver pods ever created.</summary>
    public int Drivers => _attempts.Count;

    public List<string> Violations { get; } = [];

    private void Check(ApiRequest request, JsonObject? before, JsonObject? after)
    {
        NoForeignTouch(request, before, after);
        if (request.Method == "POST" && after is not null && SimulatedCluster.Label(after, "spark-role") == "driver")
            OneDriver(after);
        if (request.Method == "PATCH" && request.Path.EndsWith("/status", StringComparison.Ordinal))
            LegalPath(State(before), State(after));
    }

    private void OneDriver(JsonObject driver)
    {
        var attempt = $"{string.Join(',', SimulatedCluster.Owners(driver))}/{SimulatedCluster.Label(driver, "sparkoperator.k8s.io/submission-id")}";
        if (!_attempts.Add(attempt))
            Violations.Add($"O2: attempt {attempt} got a second driver");
        if (_cluster.Api.All("pods").Any(pod => SimulatedCluster.Label(pod, "spark-role") == "driver" && SimulatedCluster.Phase(pod) is "Pending" or "Running"))
            Violations.Add("O2: a driver was created beside one that lives");
    }

    private void LegalPath(string from, string to)
    {
        if (from != to && !Edges[from].Contains(to))
            Violations.Add($"O4: {from} -> {to} is no edge of the state graph");
    }

    private void NoForeignTouch(ApiRequest request, JsonObject? before, JsonObject? after)
    {
        var uid = (string?)_cluster.Application?["metadata"]?["uid"];
        var touched = before ?? after!;
        if ((string?)touched["metadata"]!["uid"] != uid && !SimulatedCluster.Owners(touched).Contains(uid))
            Violations.Add($"O6: {request} touched an object that belongs to others");
        if (request.Method == "DELETE" && JsonNode.Parse(request.Body.Span)?["preconditions"]?["uid"] is null)
            Violations.Add($"O6: {request} names no UID");
    }

    private static string State(JsonObject? application) => (string?)application?["status"]?["applicationState"]?["state"] ?? "";
}
