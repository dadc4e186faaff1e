namespace Simulation.Tests;

/// <summary>How many calls a plan may cost, and how long it may take, beside the same scenario when nothing goes wrong.</summary>
internal static class Bounds
{
    private const int CallsOfAFault = 12;
    private const int CallsOfALateLook = 12;
    private const int SecondsToRecover = 90;

    public static IEnumerable<string> Exceeded(Plan plan, Outcome outcome, Outcome reference)
    {
        if (outcome.Calls > MostCalls(plan, reference))
            yield return $"O8: {outcome.Calls} calls, not at most {MostCalls(plan, reference)}";
        if (LastSecond(plan, outcome, reference) is { } last && outcome.LastWrite > last)
            yield return $"O9: the last write came at {outcome.LastWrite} s, not at {last} s or before";
    }

    // Whatever a person does may have it all done once more.
    private static int MostCalls(Plan plan, Outcome reference)
    {
        var runs = (plan.User is null ? 2 : 4) * plan.Leaders;
        return (runs * reference.Calls) + (plan.Faults.Length * CallsOfAFault) + (plan.Lag * CallsOfALateLook);
    }

    // Of schedules there is no last write before they are suspended.
    private static int? LastSecond(Plan plan, Outcome outcome, Outcome reference)
    {
        if (plan.Scenario.Plural == "scheduledsparkapplications")
            return null;
        var again = plan.User is null ? 0 : reference.LastWrite;
        var setBack = plan.ClockStep.By < TimeSpan.Zero ? (int)-plan.ClockStep.By.TotalSeconds : 0;
        return Math.Max(reference.LastWrite, Math.Max(outcome.Disturbed, plan.ClockStep.At)) + again + setBack + SecondsToRecover;
    }
}
