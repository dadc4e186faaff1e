using FluentValidation;
using FluentValidation.Results;

namespace Shared.Admission.Validation;

/// <summary>How custom rules report what they found, relative to where they stand.</summary>
internal static class Findings
{
    public static void Refuse<T>(this ValidationContext<T> context, string member, string code, string message) =>
        context.AddFailure(new ValidationFailure(Path(context, member), message) { ErrorCode = code });

    public static void Warn<T>(this ValidationContext<T> context, string member, string code, string message) =>
        context.AddFailure(new ValidationFailure(Path(context, member), message) { ErrorCode = code, Severity = Severity.Warning });

    private static string Path<T>(ValidationContext<T> context, string member) =>
        context.PropertyChain.BuildPropertyPath(member).TrimEnd('.');
}
