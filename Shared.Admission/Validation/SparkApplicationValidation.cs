using FluentValidation;
using FluentValidation.Results;
using Shared.Admission.Mutation;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Validation;

/// <summary>Whether an application may be stored and run. The same answer in webhook, controller and command line.</summary>
public static class SparkApplicationValidation
{
    private static readonly SparkApplicationValidator Validator = new();

    /// <summary>Everything that is wrong with an application, after its defaults were applied.</summary>
    public static ValidationOutcome Validate(SparkApplication application) => Outcomes.From(Validator.Validate(application));

    /// <summary>
    /// An edit. What is stored already is not judged again when the specification stays as it was: a rule that came later must not keep
    /// anybody from removing a label or a finalizer.
    /// </summary>
    public static ValidationOutcome ValidateUpdate(SparkApplication old, SparkApplication application) =>
        Outcomes.SameSpec(old.Spec, application.Spec) ? ValidationOutcome.Fine : Validate(application);
}

/// <summary>Whether a schedule may be stored.</summary>
public static class ScheduledSparkApplicationValidation
{
    private static readonly ScheduledSparkApplicationValidator Validator = new();

    public static ValidationOutcome Validate(ScheduledSparkApplication schedule) => Outcomes.From(Validator.Validate(schedule));

    public static ValidationOutcome ValidateUpdate(ScheduledSparkApplication old, ScheduledSparkApplication schedule) =>
        Outcomes.SameSpec(old.Spec, schedule.Spec) ? ValidationOutcome.Fine : Validate(schedule);
}

/// <summary>Whether a Connect server may be stored and run.</summary>
public static class SparkConnectValidation
{
    private static readonly SparkConnectValidator Validator = new();

    public static ValidationOutcome Validate(SparkConnect connect) => Outcomes.From(Validator.Validate(connect));

    public static ValidationOutcome ValidateUpdate(SparkConnect old, SparkConnect connect) =>
        Outcomes.SameSpec(old.Spec, connect.Spec) ? ValidationOutcome.Fine : Validate(connect);
}

internal static class Outcomes
{
    public static ValidationOutcome From(ValidationResult result) => result.Errors.Count == 0
        ? ValidationOutcome.Fine
        : new ValidationOutcome(Of(result, Severity.Error), Of(result, Severity.Warning));

    public static bool SameSpec<T>(T? old, T? spec) where T : class =>
        old is null || spec is null ? old is null && spec is null : ApiEquality.AreEqual(old, spec);

    private static FieldError[] Of(ValidationResult result, Severity severity) =>
        [.. result.Errors.Where(error => error.Severity == severity).Select(error => new FieldError(error.PropertyName, error.ErrorCode, error.ErrorMessage))];
}
