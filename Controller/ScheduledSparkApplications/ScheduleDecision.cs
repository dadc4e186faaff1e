using System.Collections.Immutable;
using Controller.SparkApplications;
using Shared.Contracts.ScheduledSparkApplications;

namespace Controller.ScheduledSparkApplications;

/// <summary>What to do first, what to record then, what to say, and when to look again if nothing happens.</summary>
public sealed record ScheduleDecision(ScheduledSparkApplicationStatus Status, ImmutableArray<ScheduleEffect> Effects, ImmutableArray<Effect.Announce> Said, TimeSpan? RequeueAfter)
{
    /// <summary>A run is due: nothing is started or deleted on the word of a cache.</summary>
    public bool NeedsLiveLook { get; init; }

    /// <summary>Runs that were due and will not be started any more.</summary>
    public int Missed { get; init; }
}

/// <summary>The closed set of things that the controller does for a schedule. Each is safe to repeat.</summary>
public abstract record ScheduleEffect
{
    private ScheduleEffect()
    {
    }

    /// <param name="Name">From the instant at which the run is due: whoever repeats this finds the run made.</param>
    public sealed record StartRun(string Name) : ScheduleEffect;

    /// <summary>A name alone never selects what to destroy.</summary>
    public sealed record DeleteRun(string Name, string Uid) : ScheduleEffect;
}
