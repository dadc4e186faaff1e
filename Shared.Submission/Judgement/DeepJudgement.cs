using System.Diagnostics;
using Shared.Admission.Mutation;
using Shared.Admission.Policy;
using Shared.Admission.Validation;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Judgement;

/// <summary>
/// What would become of an application: it is rendered as the controller would, and what would run is judged by the policy. A field, a template, a Spark
/// property and an annotation are then just different spellings of the same pod.
/// </summary>
public static class DeepJudgement
{
    private const string CannotBeSubmitted = "CannotBeSubmitted";
    private const string NeedsPodWebhook = "NeedsPodWebhook";

    /// <param name="application">Valid in itself, with its defaults, name and namespace.</param>
    /// <param name="policy">Of its namespace.</param>
    /// <param name="options">Of the operator.</param>
    public static ValidationOutcome Judge(SparkApplication application, AdmissionPolicy policy, SubmissionOptions? options = null)
    {
        // Any identity will do: nobody judges names.
        var identity = new SubmissionIdentity(SubmissionIds.Next($"{application.Metadata?.Namespace}/{application.Metadata?.Name}", null), DateTimeOffset.UnixEpoch);
        return NativeSubmission.Render(application, identity, options) switch
        {
            SubmissionResult.Rendered rendered => Judge(application, rendered, policy),
            SubmissionResult.Refused refused => NotSubmitted(refused.Errors, policy),
            var other => throw new UnreachableException($"'{other.GetType().Name}' is no result of a submission."),
        };
    }

    private static ValidationOutcome Judge(SparkApplication application, SubmissionResult.Rendered rendered, AdmissionPolicy policy)
    {
        try
        {
            var (executor, errors) = FirstExecutor.Of(rendered, application);
            if (executor is null)
                return NotSubmitted(errors, policy);

            JudgedPod[] pods = [new(SparkRoles.Driver, rendered.Driver), new(SparkRoles.Executor, executor)];
            var outcome = PolicyJudgement.Judge(new PolicySubject(application, pods, rendered.Objects.Properties), policy);
            return outcome.And(new ValidationOutcome([], [.. rendered.NeedsPodWebhook.Select(need => new FieldError("spec.executor", NeedsPodWebhook, need))]));
        }
        catch (PodRefusedException refused)
        {
            return NotSubmitted([new SubmissionError(refused.Path, refused.Reason)], policy);
        }
    }

    // What nobody can render, nobody can judge: it may be stored where nothing is forbidden, for there it only fails later.
    private static ValidationOutcome NotSubmitted(IReadOnlyList<SubmissionError> errors, AdmissionPolicy policy)
    {
        FieldError[] findings = [.. errors.Select(error => new FieldError(error.Path, CannotBeSubmitted, $"this cannot be submitted: {error.Message}"))];
        return policy.Profile is PolicyProfile.Compat ? new ValidationOutcome([], findings) : new ValidationOutcome(findings, []);
    }
}
