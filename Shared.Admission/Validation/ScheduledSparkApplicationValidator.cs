using FluentValidation;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

internal sealed class ScheduledSparkApplicationValidator : OpenRecordValidator<ScheduledSparkApplication>
{
    public ScheduledSparkApplicationValidator()
    {
        RuleFor(schedule => schedule).Custom((schedule, context) =>
        {
            MetadataRules.JudgeName(context, schedule.Metadata, ScheduledSparkApplication.KindName);
            DerivedNameRules.JudgeSchedule(context, schedule.Metadata);
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

    public ScheduleSpecValidator()
    {
        RuleFor(spec => spec.Schedule).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("the schedule is missing, such as '0 3 * * *' or '@every 1h'");
        RuleFor(spec => spec.Template).NotNull().WithErrorCode(ErrorCodes.Required).WithMessage("the application to run is missing");
        RuleFor(spec => spec).Custom((spec, context) =>
        {
            if (!Policies.Contains(spec.ConcurrencyPolicy))
                context.Warn("concurrencyPolicy", ErrorCodes.NotSupported, $"'{spec.ConcurrencyPolicy}' is none of Allow, Forbid and Replace; runs will not start while an earlier one exists");
            if (spec.Template is { } template)
                JudgeTemplate(template, context);
        });
    }

    // A template gets no defaults, so the schema's required members are really required. What else is wrong with it refuses each run when
    // it is created; here it is a warning, as a schedule may be stored before its runs can work.
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

        foreach (var finding in Template.Validate(template).Errors)
        {
            var isOfSchema = finding.ErrorCode is ErrorCodes.Required or ErrorCodes.NotSupported or ErrorCodes.OutOfRange or ErrorCodes.InvalidType or ErrorCodes.InvalidQuantity;
            if (isOfSchema && finding.Severity is Severity.Error)
                context.Refuse($"template.{finding.PropertyName}", finding.ErrorCode, finding.ErrorMessage);
            else
                context.Warn($"template.{finding.PropertyName}", finding.ErrorCode, finding.ErrorMessage);
        }
    }
}
