using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;
using Testing.Time;

namespace Simulation.Tests;

/// <summary>What must hold after every write, whatever went wrong before it; and what was made, for the goals.</summary>
internal sealed class Oracles
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

    private static readonly byte[] Secret = Encoding.UTF8.GetBytes(SimulatedCluster.Secret);

    private readonly SimulatedCluster _cluster;
    private readonly ManualTimeProvider _clock;
    private readonly TimeSpan _grace;
    private readonly HashSet<string> _attempts = [];
    private readonly Dictionary<string, DateTimeOffset> _lastSeen = [];
    private string[] _ours = [];
    private long _seenAt = -1;

    /// <param name="cluster">Its writes are watched.</param>
    /// <param name="clock">Of the plan.</param>
    /// <param name="grace">So long after its end an object may still be acted for: a cache is late.</param>
    public Oracles(SimulatedCluster cluster, ManualTimeProvider clock, TimeSpan grace)
    {
        (_cluster, _clock, _grace) = (cluster, clock, grace);
        Ticks = new Ticks(cluster, clock, Violations);
        cluster.Api.Wrote = Check;
        cluster.Api.Changed += (_, before, after, _) =>
        {
            if (before is null && after is not null && SimulatedCluster.Label(after, "spark-role") is "driver" or "connect-server")
                Made(after);
        };
        cluster.Stopping = Ticks.Excuse;
        cluster.Removing = Forgive;
    }

    public List<string> Violations { get; } = [];

    /// <summary>Of the controllers, without those of their lease.</summary>
    public int Writes { get; private set; }

    public Ticks Ticks { get; }

    /// <summary>Driver pods, and servers of Connect, ever created, each with the UID of its owner.</summary>
    public List<(string Owner, JsonObject Pod)> Created { get; } = [];

    public int CreatedFor(string uid) => Created.Count(created => created.Owner == uid);

    /// <summary>One second has begun.</summary>
    public void Tick()
    {
        See();
        Ticks.Pass();
    }

    /// <summary>What is said of an object is for everybody's eyes.</summary>
    public void KeepsSecrets(string message)
    {
        if (message.Contains(SimulatedCluster.Secret, StringComparison.Ordinal))
            Violations.Add($"O10: a secret is told: {message}");
    }

    private void Check(ApiRequest request, JsonObject? before, JsonObject? after)
    {
        if (request.Lane == ApiLane.Lease)
            return;
        Writes++;
        See();
        NoForeignTouch(request, before, after);
        if (IsStatus(request) && request.Body.Span.IndexOf(Secret) >= 0)
            Violations.Add($"O10: a secret is in the status that {request} writes");
        if (request.Method == "POST" && (string?)after?["kind"] == "SparkApplication")
            Ticks.Started(after);
        if (request.Method == "PATCH" && IsStatus(request) && request.Path.Contains("/sparkapplications/", StringComparison.Ordinal))
            LegalPath(SimulatedCluster.State(before), SimulatedCluster.State(after));
        if (request.Method == "DELETE" && request.Path.Contains("/sparkapplications/", StringComparison.Ordinal))
            Ticks.Deleted(before!);
    }

    // By the controller, or by a Job that it made.
    private void Made(JsonObject pod)
    {
        Created.Add((SimulatedCluster.Owners(pod).First(), pod));
        if (SimulatedCluster.Label(pod, "spark-role") == "driver")
            OneDriver(pod);
    }

    private void OneDriver(JsonObject driver)
    {
        if (!_attempts.Add(AttemptOf(driver)))
            Violations.Add($"O2: attempt {AttemptOf(driver)} got a second driver");
        var application = SimulatedCluster.Label(driver, "sparkoperator.k8s.io/app-name");
        if (_cluster.Api.All("pods").Any(pod => pod != driver && SimulatedCluster.Label(pod, "spark-role") == "driver" && SimulatedCluster.Label(pod, "sparkoperator.k8s.io/app-name") == application && SimulatedCluster.Lives(pod)))
            Violations.Add("O2: a driver was created beside one that lives");
    }

    // Whoever takes a driver away before its attempt is recorded leaves nothing that tells of it: the attempt is made once more.
    private void Forgive(JsonObject driver)
    {
        if ((string?)_cluster.Main?["status"]?["submissionID"] != Attempt(driver))
            _ = _attempts.Remove(AttemptOf(driver));
    }

    private static string AttemptOf(JsonObject driver) => $"{string.Join(',', SimulatedCluster.Owners(driver))}/{Attempt(driver)}";

    private static string? Attempt(JsonObject driver) => SimulatedCluster.Label(driver, "sparkoperator.k8s.io/submission-id");

    private void LegalPath(string from, string to)
    {
        if (from != to && !Edges[from].Contains(to))
            Violations.Add($"O4: {from} -> {to} is no edge of the state graph");
    }

    // Ours are the objects of our kinds, whose status alone we write, and what they own.
    private void NoForeignTouch(ApiRequest request, JsonObject? before, JsonObject? after)
    {
        var touched = before ?? after!;
        if (IsStatus(request) ? !IsOurs(SimulatedCluster.Uid(touched)) : !SimulatedCluster.Owners(touched).Any(IsOurs))
            Violations.Add($"O6: {request} touched an object that belongs to others");
        if (request.Method == "DELETE" && JsonNode.Parse(request.Body.Span)?["preconditions"]?["uid"] is null)
            Violations.Add($"O6: {request} names no UID");
    }

    private static bool IsStatus(ApiRequest request) => request.Path.EndsWith("/status", StringComparison.Ordinal);

    private bool IsOurs(string uid) => _lastSeen.TryGetValue(uid, out var at) && _clock.GetUtcNow() - at <= _grace;

    private void See()
    {
        if (_seenAt != _cluster.Api.Version)
            (_seenAt, _ours) = (_cluster.Api.Version, [.. _cluster.Ours, .. _cluster.Api.All("jobs").Select(SimulatedCluster.Uid)]);
        foreach (var uid in _ours)
            _lastSeen[uid] = _clock.GetUtcNow();
    }
}
