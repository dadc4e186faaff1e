using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Controller;
using Kubernetes.Client.Watching;
using Microsoft.Extensions.DependencyInjection;
using Testing.Kubernetes;
using Testing.Recordings;
using Testing.Time;

namespace Simulation.Tests;

/// <summary>What was recorded of the original operator, played against ours: the same states in the same order, and the same end.</summary>
public sealed class TranscriptTests
{
    private const string Namespace = "lc";
    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private static readonly Lazy<GoldenSet> Recordings = new(() => GoldenSource.Packed(Path.Combine(Testing.Repository.Root, "tests", "goldens")).Find("lifecycle")!);

    /// <summary>Those that need neither admission nor objects beside the driver, and show no defect that we mend.</summary>
    public static TheoryData<string> Names =>
    [
        "success", "fail-exit-1", "fail-oom", "fail-evicted", "fail-message", "fail-no-statuses", "fail-sidecar-exit", "fail-before-running", "pending-first",
        "onfailure-retries-none", "onfailure-retries-0", "onfailure-retries-1", "onfailure-interval-3", "onfailure-no-interval", "always-failure", "always-retries-ignored",
        "always-success-twice", "driver-deleted-running", "driver-deleted-submitted", "driver-unknown", "edit-failed", "edit-running", "edit-noop", "edit-labels-only",
        "edit-retry-wait", "executors", "executor-unknown", "executor-deleted", "executors-running-at-failure", "suspend-at-creation", "suspend-completed",
        "suspend-submitted", "suspend-with-executors", "delete-running",
    ];

    [Theory, MemberData(nameof(Names))]
    public async Task A_recorded_life_is_lived_again(string name)
    {
        var transcript = Recordings.Value.FindCase(name)!.Json();
        var expected = (transcript["then"]!["transitions"] as JsonArray)!
            .Where(step => step!["conflict"] is null)
            .Select(step => (JsonObject)step!["status"]!)
            .ToList();

        var (states, last) = await PlayAsync((transcript["when"] as JsonArray)!.Select(step => (JsonObject)step!));

        var recorded = WithoutRepeats(expected.Select(State)).ToList();
        WithoutWhatTheRecordingMissed(states, recorded).Should().Equal(recorded);
        Summary(last).Should().Be(Summary(expected[^1]));
    }

    private static async Task<(List<string> States, JsonObject Last)> PlayAsync(IEnumerable<JsonObject> steps)
    {
        var clock = new ManualTimeProvider();
        var cluster = new InMemoryCluster(clock);
        var written = new List<JsonObject>();
        cluster.Wrote = (request, _, after) =>
        {
            if (request.Path.EndsWith("/status", StringComparison.Ordinal))
                written.Add((JsonObject)after!["status"]!.DeepClone());
        };
        var controller = new SimulatedController(cluster, new ObjectKey(Namespace, "app"), clock, new ControllerMetrics(Meters));
        var player = new Player(cluster, Namespace);
        foreach (var step in steps)
        {
            for (var tenths = 0; !player.TryDo(step, clock.GetUtcNow()) && tenths < 400; tenths++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                player.RemoveTerminating();
                _ = await controller.WorkAsync();
            }

            _ = await controller.WorkAsync();
        }

        return ([.. WithoutRepeats(written.Select(State))], written[^1]);
    }

    private static string State(JsonObject status) => (string?)status["applicationState"]?["state"] ?? "";

    private static string Summary(JsonObject status) => string.Join(" | ", new JsonNode?[]
    {
        status["applicationState"]?["state"], status["applicationState"]?["errorMessage"], status["executionAttempts"], status["submissionAttempts"],
        status["terminationTime"] is null ? "no end" : "an end", status["driverInfo"]?["podName"], status["executorState"]?.ToJsonString(),
    }.Select(member => member?.ToString() ?? "-"));

    // A driver that ran only for an instant is RUNNING for us, while the original was sometimes too slow to see it.
    private static List<string> WithoutWhatTheRecordingMissed(List<string> ours, List<string> recorded)
    {
        var seen = new List<string>();
        foreach (var state in ours)
        {
            if (state is not "RUNNING" || recorded.ElementAtOrDefault(seen.Count) == state || seen.LastOrDefault() is not "SUBMITTED")
                seen.Add(state);
        }

        return seen;
    }

    private static IEnumerable<string> WithoutRepeats(IEnumerable<string> states)
    {
        string? last = null;
        foreach (var state in states)
        {
            if (state != last)
                yield return state;
            last = state;
        }
    }
}
