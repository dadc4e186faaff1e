using System.Text;
using Shared.Admission.Validation;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;

namespace Shared.Admission.Reviews;

/// <summary>The answers of our webhooks. The codes are those that the reference gives.</summary>
public static class Answers
{
    // The API server cuts warnings off, and a message of this length tells enough.
    private const int MaxWarning = 256;
    private const int MaxMessage = 16 * 1024;

    internal static readonly AdmissionResponse Allowed = new() { Allowed = true, Status = new Status { Code = 200 } };

    internal static AdmissionResponse BadRequest(string message) => Refuse(400, "BadRequest", message);

    internal static AdmissionResponse Forbidden(string message) => Refuse(403, "Forbidden", message);

    internal static AdmissionResponse From(ValidationOutcome outcome) =>
        (outcome.IsValid ? Allowed : Forbidden(Sentence(outcome.Errors))) with { Warnings = Warnings(outcome) };

    /// <summary>The answer with what was found later.</summary>
    public static AdmissionResponse And(this AdmissionResponse answer, ValidationOutcome outcome)
    {
        if (answer.Allowed is not true || (outcome.IsValid && outcome.Warnings.Count == 0))
            return answer;
        var later = From(outcome);
        return later with { Warnings = answer.Warnings is null ? later.Warnings : [.. answer.Warnings, .. later.Warnings ?? []] };
    }

    private static AdmissionResponse Refuse(int code, string reason, string message) =>
        new() { Allowed = false, Status = new Status { Code = code, Reason = reason, Message = Cut(message, MaxMessage) } };

    private static string Sentence(IReadOnlyList<FieldError> errors)
    {
        if (errors.Count == 1)
            return errors[0].ToString();
        var text = new StringBuilder().Append(errors.Count).Append(" errors:");
        for (var index = 0; index < errors.Count; index++)
            text.Append(index == 0 ? " " : "; ").Append(errors[index]);
        return text.ToString();
    }

    private static IReadOnlyList<string>? Warnings(ValidationOutcome outcome) =>
        outcome.Warnings.Count == 0 ? null : [.. outcome.Warnings.Select(warning => Cut(warning.ToString(), MaxWarning))];

    private static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 3), "...");
}
