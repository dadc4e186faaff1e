using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>When an application that has ended is deleted.</summary>
internal static class TimeToLive
{
    /// <summary>What is left; zero or less means now, null means never. The application's own value wins, also zero and less.</summary>
    public static TimeSpan? Remaining(SparkApplicationSpec spec, SparkApplicationStatus status, LifeRules rules, DateTimeOffset now)
    {
        var limit = spec.TimeToLiveSeconds is { } seconds
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, (long)TimeSpan.FromDays(36_525).TotalSeconds))
            : rules.DefaultTimeToLive;

        // A state that another program left without an end counts from its last submission, so that it is not kept for ever.
        return limit is { } life && (status.TerminationTime ?? status.LastSubmissionAttemptTime) is { } end ? end + life - now : null;
    }
}
