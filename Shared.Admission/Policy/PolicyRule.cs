using Shared.Admission.Validation;

namespace Shared.Admission.Policy;

/// <summary>One concern of a policy.</summary>
/// <param name="Code">Of its findings.</param>
/// <param name="Action">What a breach leads to under a policy.</param>
/// <param name="Breaches">Where, and what was found with what to do.</param>
internal sealed record PolicyRule(string Code, Func<AdmissionPolicy, PolicyAction> Action, Func<PolicySubject, AdmissionPolicy, IEnumerable<(string Path, string Message)>> Breaches)
{
    public ValidationOutcome Judge(PolicySubject subject, AdmissionPolicy policy)
    {
        var action = Action(policy);
        if (action is PolicyAction.Off)
            return ValidationOutcome.Fine;

        FieldError[] findings = [.. Breaches(subject, policy).Distinct().Select(breach => new FieldError(breach.Path, Code, breach.Message))];
        return action is PolicyAction.Deny ? new ValidationOutcome(findings, []) : new ValidationOutcome([], findings);
    }
}
