using System.Text.Json.Nodes;
using Testing.Time;

namespace Simulation.Tests;

/// <summary>The full minutes that pass while a schedule of every minute is there, and the runs that are started for them.</summary>
internal sealed class Ticks(SimulatedCluster cluster, ManualTimeProvider clock, List<string> violations)
{
    // Both by the UID of the schedule.
    private readonly Dictionary<string, SortedSet<DateTimeOffset>> _due = [];
    private readonly Dictionary<string, SortedSet<DateTimeOffset>> _excused = [];
    private readonly Dictionary<string, HashSet<DateTimeOffset>> _run = [];
    private readonly Dictionary<string, DateTimeOffset> _passed = [];

    private DateTimeOffset _last = clock.GetUtcNow();

    /// <summary>Runs ever started, with the UID of their schedule and the minute that they are for.</summary>
    public List<(string Schedule, DateTimeOffset Tick, JsonObject Run)> Runs { get; } = [];

    /// <summary>Minutes that a schedule owes a run for, or has to count as missed.</summary>
    public int Owed(string schedule) => Of(_due, schedule).Count;

    /// <summary>Minutes that it may have run for, or counted, but need not.</summary>
    public int Excused(string schedule) => Of(_excused, schedule).Count;

    /// <summary>Minutes that have passed since this was called last.</summary>
    public void Pass()
    {
        var now = clock.GetUtcNow();
        foreach (var schedule in cluster.Api.All("scheduledsparkapplications"))
        {
            // A minute that comes again may be run for if it was not.
            for (var tick = Minute(now).AddMinutes(1); tick <= _last; tick = tick.AddMinutes(1))
                _ = Of(_excused, SimulatedCluster.Uid(schedule)).Add(tick);

            var ticks = Of(IsFollowed(schedule) ? _due : _excused, SimulatedCluster.Uid(schedule));
            var passed = _passed.GetValueOrDefault(SimulatedCluster.Uid(schedule), Born(schedule));
            for (var tick = Minute(passed).AddMinutes(1); tick <= now; tick = tick.AddMinutes(1))
                _ = ticks.Add(tick);

            // A clock that is set back brings no minute twice, but to schedules that were not there before.
            _passed[SimulatedCluster.Uid(schedule)] = now > passed ? now : passed;
        }

        _last = now;
    }

    /// <summary>A person stops the schedule: what is due at this moment may be run, and need not.</summary>
    public void Excuse()
    {
        if (cluster.Main is not { } main || !_due.TryGetValue(SimulatedCluster.Uid(main), out var due))
            return;
        foreach (var tick in due.Where(tick => !Of(_run, SimulatedCluster.Uid(main)).Contains(tick) && tick > LastRun(main)).ToList())
        {
            _ = due.Remove(tick);
            _ = Of(_excused, SimulatedCluster.Uid(main)).Add(tick);
        }
    }

    /// <summary>The controller made an application.</summary>
    public void Started(JsonObject run)
    {
        var schedule = SimulatedCluster.Owners(run).First();
        var (policy, tick) = (PolicyOf(schedule), Of(_due, schedule).Concat(Of(_excused, schedule)).Where(tick => tick <= clock.GetUtcNow()).DefaultIfEmpty().Max());
        if (tick == default)
            violations.Add($"O2: run {SimulatedCluster.NameOf(run)} is started before one was due");
        if (!Of(_run, schedule).Add(tick))
            violations.Add($"O2: {tick:t} got a second run");
        if (policy is "Forbid" or "Replace" && cluster.Api.All("sparkapplications").Any(other => IsActive(other) && SimulatedCluster.Owners(other).Contains(schedule)))
            violations.Add($"O2: run {SimulatedCluster.NameOf(run)} is started beside one that is not over");
        Runs.Add((schedule, tick, run));
    }

    /// <summary>The controller deleted an application.</summary>
    public void Deleted(JsonObject run)
    {
        if (IsActive(run) && PolicyOf(SimulatedCluster.Owners(run).FirstOrDefault()) is "Allow" or "Forbid")
            violations.Add($"O2: run {SimulatedCluster.NameOf(run)} is deleted although it is not over");
    }

    // Until the controller has seen it, nobody knows which minute is its first.
    private static bool IsFollowed(JsonObject schedule) => (bool?)schedule["spec"]!["suspend"] is not true && schedule["status"]?["nextRun"] is not null;

    private static bool IsActive(JsonObject run) => SimulatedCluster.State(run) is not ("COMPLETED" or "FAILED");

    private string? PolicyOf(string? schedule) =>
        (string?)cluster.Api.All("scheduledsparkapplications").FirstOrDefault(item => SimulatedCluster.Uid(item) == schedule)?["spec"]!["concurrencyPolicy"];

    private static DateTimeOffset LastRun(JsonObject schedule) => Instant(schedule["status"]?["lastRun"]);

    private static DateTimeOffset Born(JsonObject schedule) => Instant(schedule["metadata"]!["creationTimestamp"]);

    private static DateTimeOffset Instant(JsonNode? text) => (string?)text is { } instant ? DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture) : default;

    private static DateTimeOffset Minute(DateTimeOffset instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static T Of<T>(Dictionary<string, T> table, string schedule) where T : new() => table.TryGetValue(schedule, out var found) ? found : table[schedule] = new T();
}
