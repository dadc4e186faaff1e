using Controller.Observing;
using Controller.SparkApplications;
using Shared.Admission.Policy;
using Shared.Admission.Validation;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Shared.Submission.Judgement;

namespace Controller.Effects;

/// <summary>The rules of admission once more: an application may have come in without the webhook, or before the policy that holds now.</summary>
/// <param name="options">Of the operator.</param>
/// <param name="policyOf">Null: there is no policy.</param>
internal sealed class ApplicationCheck(SubmissionOptions options, PolicyOfNamespace? policyOf)
{
    private const string NextStep = "Correct the fields that the message names.";

    /// <summary>What is submitted: with what the policy fills in. Or what speaks against it.</summary>
    /// <exception cref="PolicyUnknownException">Nobody can say yet which policy holds.</exception>
    public (SparkApplication Application, EffectOutcome? Objection) Judge(Observation observation)
    {
        if (observation.World.SpecProblem is { } problem)
            return (observation.Application, Refused("InvalidSpec", $"the specification cannot be read: {problem}", NextStep));

        var outcome = SparkApplicationValidation.Validate(observation.Application);
        if (!outcome.IsValid)
            return (observation.Application, Refused("InvalidSpec", string.Join("; ", outcome.Errors), NextStep));
        return policyOf.Known(observation.Record.Namespace) is { } policy
            ? (PolicyDefaults.Apply(observation.Application, policy), Judge(observation.Application, policy))
            : (observation.Application, null);
    }

    private EffectOutcome.Rejected? Judge(SparkApplication application, AdmissionPolicy policy) => DeepJudgement.Judge(application, policy, options) is { IsValid: false } outcome
        ? Refused(
            Rejection.PolicyViolation, string.Join("; ", outcome.Errors), "Change what the message names and apply the application again, or ask whoever keeps the admission policy of the namespace.")
        : null;

    private static EffectOutcome.Rejected Refused(string reason, string message, string nextStep) => new(new Rejection(reason, message, nextStep));
}
