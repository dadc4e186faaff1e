using FluentValidation;
using Shared.Admission.Cron;
using Shared.Admission.Defaults;
using Shared.Admission.Schedules;
using Shared.Contracts.Names;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

internal sealed class ScheduledSparkApplicationValidator : OpenRecordValidator<ScheduledSparkApplication>
{
    public ScheduledSparkApplicationValidator()
    {
        RuleFor(schedule => schedule).Custom((schedule, context) =>
        {
            MetadataRules.JudgeName(
                context, schedule.Metadata, ScheduledSparkApplication.KindName, RunNames.LongestSchedule,
                $"because the names of its runs, '<name>-<seconds since 1970>', may have {ResourceNames.MaxLabelLength}");
            MetadataRules.JudgeLabels(context, "metadata.labels", schedule.Metadata?.Labels);
            SparkApplicationValidator.JudgeSparkConf(context, "spec.template.sparkConf", schedule.Spec?.Template?.SparkConf, schedule.Metadata?.Namespace);
        });
        RuleFor(schedule => schedule.Spec!).SetValidator(new ScheduleSpecValidator()).When(schedule => schedule.Spec is not null);
    }
}

internal sealed class ScheduleSpecValidator : OpenRecordValidator<ScheduledSparkApplicationSpec>
{
    private static readonly string[] Policies = [ConcurrencyPolicies.Allow, ConcurrencyPolicies.Forbid, ConcurrencyPolicies.Replace];
    private static readonly SparkApplicationSpecValidator Template = new();

    // From anywhere in time the same dates are impossible; this is the start of a leap year.
    private static readonly DateTimeOffset Anywhen = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ScheduleSpecValidator()
    {
        RuleFor(spec => spec.Schedule).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("the schedule is missing, such as '0 3 * * *' or '@every 1h'");
        RuleFor(spec => spec.Template).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("the application to run is missing");
        RuleFor(spec => spec.StartingDeadlineSeconds).GreaterThanOrEqualTo(0)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(spec => $"{spec.StartingDeadlineSeconds} is less than 0; leave it out to start a run however late it is");
        RuleFor(spec => spec.CatchUpPolicy).Must(policy => policy is null or CatchUpPolicies.Once or CatchUpPolicies.Skip)
            .WithErrorCode(ErrorCodes.NotSupported).WithMessage(spec => $"'{spec.CatchUpPolicy}' is not known; write Once or Skip");
        RuleFor(spec => spec.SuccessfulRunHistoryLimit).GreaterThanOrEqualTo(0)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(spec => $"{spec.SuccessfulRunHistoryLimit} is less than 0; 0 keeps none");
        RuleFor(spec => spec.FailedRunHistoryLimit).GreaterThanOrEqualTo(0)
            .WithErrorCode(ErrorCodes.OutOfRange).WithMessage(spec => $"{spec.FailedRunHistoryLimit} is less than 0; 0 keeps none");
        RuleFor(spec => spec).Custom((spec, context) =>
        {
            if (!string.IsNullOrEmpty(spec.ConcurrencyPolicy) && !Policies.Contains(spec.ConcurrencyPolicy))
                context.Warn("concurrencyPolicy", ErrorCodes.NotSupported, $"'{spec.ConcurrencyPolicy}' is none of Allow, Forbid and Replace; runs do not start while an earlier one is not over, as with Forbid");
            if (spec.Schedule is { } schedule)
                JudgeSchedule(schedule, spec.TimeZone, context);
            if (spec.Template is { } template)
                JudgeTemplate(template, context);
        });
    }

    private static void JudgeSchedule(string schedule, string? timeZone, ValidationContext<ScheduledSparkApplicationSpec> context)
    {
        // Alone first, so that each problem is told where it stands; the zone that "Local" stands for changes nothing here.
        if (!CronExpression.TryParse("@hourly", timeZone, "UTC", out _, out var zoneProblem))
            context.Refuse("timeZone", ErrorCodes.InvalidSchedule, $"{zoneProblem}; write a name of the IANA database in its own case, such as 'Europe/Zurich', or 'UTC'");
        if (!CronExpression.TryParse(schedule, null, "UTC", out var expression, out var problem))
            context.Refuse("schedule", ErrorCodes.InvalidSchedule, $"'{schedule}' is not a schedule: {problem}; write five fields such as '0 3 * * 1-5', a name such as '@daily', or '@every 90m'");
        else if (expression.GetNextOccurrence(Anywhen) is null)
            context.Refuse("schedule", ErrorCodes.InvalidSchedule, $"'{schedule}' is never due: no such date exists; correct the day or the month");
    }

    // What admission would refuse of each run is refused now, once, and with the path into the template. Unlike an application, a template gets no
    // defaults when it is stored, so the schema's required members are really required.
    private static void JudgeTemplate(SparkApplicationSpec template, ValidationContext<ScheduledSparkApplicationSpec> context)
    {
        foreach (var (member, present) in new (string, bool)[]
                 {
                     ("type", template.Type is not null), ("sparkVersion", template.SparkVersion is not null),
                     ("driver", template.Driver is not null), ("executor", template.Executor is not null),
                 })
        {
            if (!present)
                context.Refuse($"template.{member}", ErrorCodes.Required, "a schedule's template needs this member");
        }

        foreach (var finding in Template.Validate(SparkApplicationDefaults.Apply(template)).Errors)
        {
            if (finding.Severity is Severity.Error)
                context.Refuse($"template.{finding.PropertyName}", finding.ErrorCode, finding.ErrorMessage);
            else
                context.Warn($"template.{finding.PropertyName}", finding.ErrorCode, finding.ErrorMessage);
        }
    }
}
