using Shared.Admission.Validation;

namespace Shared.Admission.Tests.Validation;

/// <summary>Errors for which we refuse what the reference stored: it went wrong later, or gave a user what the operator must keep.</summary>
internal static class EarlierAndBetter
{
    public static bool Covers(FieldError error) => error.Code is
        ErrorCodes.InvalidMemory or ErrorCodes.InvalidNumber or ErrorCodes.ForbiddenSparkConf or ErrorCodes.InvalidSparkConfKey or ErrorCodes.ReservedLabel
        or ErrorCodes.ForbiddenTemplateMember or ErrorCodes.InvalidText
        || (error.Code == ErrorCodes.InvalidQuantity && (error.Path.EndsWith(".coreRequest", StringComparison.Ordinal) || error.Path.EndsWith(".coreLimit", StringComparison.Ordinal)))
        || (error.Code == ErrorCodes.InvalidName && error.Path == "spec.driver.podName")
        || (error.Code == ErrorCodes.NotSupported && error.Path == "spec.mode");

    /// <summary>The reference stores a schedule that can never start a run.</summary>
    public static bool CoversSchedule(FieldError error) =>
        error.Code == ErrorCodes.InvalidSchedule || error.Path.StartsWith("spec.template.", StringComparison.Ordinal)
        || (error.Path == "metadata.name" && error.Message.Contains("its runs", StringComparison.Ordinal));
}
