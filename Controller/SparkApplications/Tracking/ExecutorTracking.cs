using System.Collections.Immutable;
using Controller.Pods;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Tracking;

/// <summary>The executors of one attempt, as status and events tell them.</summary>
/// <param name="States">Name to state; bounded.</param>
/// <param name="Running">How many run; absent while there was none.</param>
/// <param name="SparkApplicationId">As the executors carry it; absent without any.</param>
internal sealed record ExecutorTracking(
    IReadOnlyDictionary<string, string>? States, int? Running, string? SparkApplicationId, ImmutableArray<Effect> Announcements)
{
    public static ExecutorTracking Of(Situation situation, ApplicationState newState)
    {
        var before = situation.Status.ExecutorState.OrEmpty();
        var live = situation.World.Executors
            .Where(pod => pod.SubmissionId == situation.Status.SubmissionId)
            .OrderBy(pod => pod.Name, StringComparer.Ordinal)
            .ToList();

        var states = before.ToImmutableSortedDictionary(StringComparer.Ordinal);
        var names = live.Select(pod => pod.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, state) in before.Where(entry => !names.Contains(entry.Key) && !HasEnded(entry.Value)))
            states = states.SetItem(name, Vanished(state, newState));

        var changed = new List<PodRecord>();
        foreach (var pod in live)
        {
            var state = StateOf(pod);
            if (before.GetValueOrDefault(pod.Name) == state)
                continue;
            states = states.SetItem(pod.Name, state);
            changed.Add(pod);
        }

        return new ExecutorTracking(
            states.IsEmpty ? situation.Status.ExecutorState : Bounded(states, names, situation.Rules.MaxTrackedExecutors),
            states.IsEmpty ? null : live.Count(pod => pod.Phase is PodPhase.Running && !pod.IsTerminating),
            live.Select(pod => pod.SparkApplicationId).FirstOrDefault(id => !string.IsNullOrEmpty(id)),
            Announce(changed));
    }

    internal static string StateOf(PodRecord executor) => executor.Phase switch
    {
        PodPhase.Pending => ExecutorStates.Pending,
        PodPhase.Running => ExecutorStates.Running,
        PodPhase.Succeeded => ExecutorStates.Completed,
        PodPhase.Failed => ExecutorStates.Failed,
        _ => ExecutorStates.Unknown,
    };

    private static bool HasEnded(string state) => state is ExecutorStates.Completed or ExecutorStates.Failed;

    // A driver that ends well takes its executors down with it. One that vanished while the driver ran did not end well.
    private static string Vanished(string last, ApplicationState state) => state switch
    {
        ApplicationState.Running => ExecutorStates.Unknown,
        ApplicationState.Succeeding when last is not ExecutorStates.Unknown => ExecutorStates.Completed,
        _ => ExecutorStates.Failed,
    };

    // The bound is on the number of entries; what lives is kept before what is gone, and names decide among equals so that it is stable.
    private static ImmutableSortedDictionary<string, string> Bounded(ImmutableSortedDictionary<string, string> states, HashSet<string> live, int limit) =>
        states.Count <= limit
            ? states
            : states
                .OrderByDescending(entry => live.Contains(entry.Key))
                .ThenBy(entry => HasEnded(entry.Value))
                .ThenBy(entry => entry.Key, StringComparer.Ordinal)
                .Take(limit)
                .ToImmutableSortedDictionary(StringComparer.Ordinal);

    // One event for each reason and pass, however many executors a driver starts at once. A failure names its cause.
    private static ImmutableArray<Effect> Announce(List<PodRecord> changed) =>
    [
        .. changed
            .GroupBy(StateOf)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => ExecutorEvents.Of(group.Key, [.. group])),
    ];
}
