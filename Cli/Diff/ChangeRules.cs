using Shared.Contracts.SparkApplications;

namespace Cli.Diff;

/// <summary>When a changed field begins to count.</summary>
internal enum TakesEffect
{
    /// <summary>At once, and what runs goes on.</summary>
    Live,

    /// <summary>With the next attempt; what runs goes on as it is.</summary>
    NextAttempt,

    /// <summary>At once: what runs is stopped, and the application starts anew.</summary>
    Restart,
}

/// <summary>What the controller makes of an edit; see the state machine's rule on changed specifications.</summary>
internal static class ChangeRules
{
    public static TakesEffect Of(string path, ApplicationState state)
    {
        // These two are left out of the specification's hash.
        if (path is "spec.suspend" or "spec.timeToLiveSeconds")
            return TakesEffect.Live;

        // Labels and annotations are copied to pods when they are made; they do not move the generation.
        if (!path.StartsWith("spec", StringComparison.Ordinal))
            return TakesEffect.NextAttempt;

        return NothingRuns(state) ? TakesEffect.NextAttempt : TakesEffect.Restart;
    }

    public static string ToText(this TakesEffect effect) => effect switch
    {
        TakesEffect.Live => "live",
        TakesEffect.NextAttempt => "next attempt",
        _ => "restart",
    };

    // An application that has ended runs again when its specification changes, so that counts as a restart too.
    private static bool NothingRuns(ApplicationState state) =>
        state is ApplicationState.New or ApplicationState.Suspending or ApplicationState.Suspended or ApplicationState.Invalidating;
}
