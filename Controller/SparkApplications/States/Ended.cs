using System.Collections.Immutable;
using Controller.SparkApplications.Rules;

namespace Controller.SparkApplications.States;

/// <summary>COMPLETED and FAILED: nothing changes any more, but what is left over goes, and in time the application itself.</summary>
internal static class Ended
{
    // The clock is looked at now and then, for it may be set while we wait.
    private static readonly TimeSpan LongestNap = TimeSpan.FromHours(1);

    public static Decision Decide(Situation situation)
    {
        var remaining = TimeToLive.Remaining(situation.Spec, situation.Status, situation.Rules, situation.Now);
        if (remaining <= TimeSpan.Zero)
        {
            var application = situation.World.Application;
            return new Decision(situation.Status, [new Effect.DeleteApplication(application.Uid, application.ResourceVersion)], situation.Rules.LeftoverPoll);
        }

        ImmutableArray<Effect> leftovers = [.. Leftovers.Executors(situation)];
        return leftovers.Length > 0
            ? new Decision(situation.Status, leftovers, situation.Rules.LeftoverPoll)
            : Decision.Rest(situation.Status, remaining > LongestNap ? LongestNap : remaining);
    }
}
