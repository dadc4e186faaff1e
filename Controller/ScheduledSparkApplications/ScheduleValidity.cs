using System.Runtime.CompilerServices;
using Shared.Admission.Cron;
using Shared.Admission.Validation;
using Shared.Contracts.ScheduledSparkApplications;

namespace Controller.ScheduledSparkApplications;

/// <summary>May runs be made of this schedule at all? The rules of admission once more: it may have come in without the webhook.</summary>
internal static class ScheduleValidity
{
    // The same at every look, until it is read anew.
    private static readonly ConditionalWeakTable<ScheduledSparkApplication, ValidationOutcome> Judged = [];

    /// <summary>The schedule, or the sentence for <c>status.reason</c>.</summary>
    public static (CronExpression? Expression, string? Problem) Of(ScheduleObservation observation, ScheduleSettings settings)
    {
        if (observation.Schedule is not { Spec: { } spec } schedule)
            return (null, observation.Problem ?? "the specification is missing");
        if (!CronExpression.TryParse(spec.Schedule ?? "", spec.TimeZone, settings.LocalZone, out var expression, out var problem))
            return (null, problem);

        var outcome = Judged.GetValue(schedule, ScheduledSparkApplicationValidation.Validate);
        return outcome.IsValid ? (expression, null) : (null, string.Join("; ", outcome.Errors));
    }
}
