using Shared.Admission.Policy;
using Shared.Admission.Validation;

namespace Shared.Submission.Judgement;

/// <summary>What nobody can render, nobody can judge: it may be stored where nothing is forbidden, for there it only fails later.</summary>
internal static class NotRendered
{
    private const string Code = "CannotBeSubmitted";

    public static ValidationOutcome Of(IEnumerable<SubmissionError> errors, AdmissionPolicy policy)
    {
        FieldError[] findings = [.. errors.Select(error => new FieldError(error.Path, Code, $"this cannot be submitted: {error.Message}"))];
        return policy.Profile is PolicyProfile.Compat ? new ValidationOutcome([], findings) : new ValidationOutcome(findings, []);
    }
}
