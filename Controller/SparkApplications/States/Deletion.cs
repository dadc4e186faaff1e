using Controller.SparkApplications.Rules;

namespace Controller.SparkApplications.States;

/// <summary>Someone else's finalizer, or a foreground deletion, keeps the object: only what runs is stopped.</summary>
internal static class Deletion
{
    public static Decision Decide(Situation situation) =>
        new(situation.Status, Leftovers.OfAttempt(situation), situation.Rules.Resync);
}
