using System.Globalization;
using Shared.Admission.Cron;
using Shared.Admission.Policy.Rules;
using Shared.Admission.Validation;
using Shared.Contracts.ScheduledSparkApplications;

namespace Shared.Admission.Policy;

/// <summary>What a namespace holds, without the application that is judged.</summary>
/// <param name="Applications">All that are stored.</param>
/// <param name="Drivers">Those that have not ended.</param>
/// <param name="Executors">Of those, at their maximum.</param>
public sealed record NamespaceLoad(int Applications, int Drivers, long Executors);

/// <summary>
/// How much one namespace may hold and run, so that nobody crowds out the others. Counted when something new comes; two that come at the same moment may both find
/// room, so a hard bound is a ResourceQuota's to keep.
/// </summary>
public static class NamespaceLimits
{
    public const string Code = "PolicyLimits";

    // A schedule that repeats does so soon; rare dates far away are no load.
    private const int Looks = 500;

    private static readonly LimitPolicy Generous = new() { Applications = 10_000, Drivers = 1_000, Executors = 10_000, ScheduleSeconds = 60 };
    private static readonly LimitPolicy Tight = new() { Applications = 1_000, Drivers = 100, Executors = 1_000, ScheduleSeconds = 300 };

    // The start of a leap year, as good as any other.
    private static readonly DateTimeOffset Anywhen = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="schedule">Valid in itself.</param>
    /// <param name="policy">Of its namespace.</param>
    public static ValidationOutcome Judge(ScheduledSparkApplication schedule, AdmissionPolicy policy)
    {
        if (Action(policy) is PolicyAction.Off || Limits(policy).ScheduleSeconds is not { } least || schedule.Spec?.Schedule is not { } text
            || !CronExpression.TryParse(text, schedule.Spec.TimeZone, "UTC", out var expression, out _) || Shortest(expression) is not { } gap || gap.TotalSeconds >= least)
        {
            return ValidationOutcome.Fine;
        }

        var finding = new FieldError("spec.schedule", Code, string.Create(CultureInfo.InvariantCulture, $"two runs are {gap.TotalSeconds:0} s apart; at least {least} s are wanted here"));
        return Action(policy) is PolicyAction.Deny ? new ValidationOutcome([finding], []) : new ValidationOutcome([], [finding]);
    }

    internal static PolicyAction Action(AdmissionPolicy policy) =>
        policy.Limits?.Action ?? (policy.Limits is null ? PolicyJudgement.AsOf(policy, PolicyProfile.Baseline) : PolicyAction.Deny);

    internal static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        if (subject.Load is not { } load)
            yield break;

        var limits = Limits(policy);
        if (load.Applications + 1 > limits.Applications)
            yield return ("metadata.namespace", $"the namespace holds {load.Applications} applications, and at most {limits.Applications} are allowed; delete those that have ended, or let them go by themselves with timeToLiveSeconds");
        if (load.Drivers + 1 > limits.Drivers)
            yield return ("metadata.namespace", $"the namespace has {load.Drivers} applications that have not ended, and at most {limits.Drivers} are allowed; wait until one ends");
        if (limits.Executors is { } most)
        {
            // Without a maximum it may take all that there are.
            var wanted = CeilingRule.Executors(subject.Properties);
            if (wanted is null || load.Executors + wanted > most)
                yield return ("spec.executor.instances", $"{(wanted is null ? CeilingRule.Unbounded : $"{wanted} executors")}, beside {load.Executors} of other applications of the namespace; at most {most} are allowed together");
        }
    }

    private static LimitPolicy Limits(AdmissionPolicy policy)
    {
        var (given, profile) = (policy.Limits, policy.Profile switch { PolicyProfile.Restricted => Tight, PolicyProfile.Baseline => Generous, _ => new LimitPolicy() });
        return given is null
            ? profile
            : given with
            {
                Applications = given.Applications ?? profile.Applications,
                Drivers = given.Drivers ?? profile.Drivers,
                Executors = given.Executors ?? profile.Executors,
                ScheduleSeconds = given.ScheduleSeconds ?? profile.ScheduleSeconds,
            };
    }

    private static TimeSpan? Shortest(CronExpression expression)
    {
        TimeSpan? shortest = null;
        var last = expression.GetNextOccurrence(Anywhen);
        for (var look = 0; look < Looks && last is { } from && expression.GetNextOccurrence(from) is { } next; look++)
        {
            shortest = shortest is { } known && known <= next - from ? known : next - from;
            last = next;
        }

        return shortest;
    }
}
