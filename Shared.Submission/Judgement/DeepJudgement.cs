using System.Diagnostics;
using Shared.Admission.Mutation;
using Shared.Admission.Policy;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Judgement;

/// <summary>
/// What would become of an application: it is rendered as the controller would, and what would run is judged by the policy. A field, a template, a Spark
/// property and an annotation are then just different spellings of the same pod.
/// </summary>
public static class DeepJudgement
{
    private const string NeedsPodWebhook = "NeedsPodWebhook";

    /// <param name="application">Valid in itself, with its defaults, name and namespace.</param>
    /// <param name="policy">Of its namespace.</param>
    /// <param name="options">Of the operator.</param>
    /// <param name="load">What its namespace holds beside it; null where nobody counts.</param>
    public static ValidationOutcome Judge(SparkApplication application, AdmissionPolicy policy, SubmissionOptions? options = null, NamespaceLoad? load = null)
    {
        // What the policy fills in is there when it is submitted, whoever stored the application.
        var filled = PolicyDefaults.Apply(application, policy);
        return Render(filled, options) switch
        {
            SubmissionResult.Rendered rendered => Judge(filled, rendered, policy, load),
            SubmissionResult.Refused refused => NotRendered.Of(refused.Errors, policy),
            var other => throw new UnreachableException($"'{other.GetType().Name}' is no result of a submission."),
        };
    }

    /// <summary>What would run, with what the policy fills in; null when it cannot be rendered.</summary>
    /// <inheritdoc cref="Judge(SparkApplication, AdmissionPolicy, SubmissionOptions?, NamespaceLoad?)"/>
    public static PolicySubject? SubjectOf(SparkApplication application, AdmissionPolicy policy, SubmissionOptions? options = null)
    {
        var filled = PolicyDefaults.Apply(application, policy);
        try
        {
            return Render(filled, options) is SubmissionResult.Rendered rendered && FirstExecutor.Of(rendered, filled).Executor is { } executor ? Subject(filled, rendered, executor) : null;
        }
        catch (PodRefusedException)
        {
            // Judged elsewhere, with its words.
            return null;
        }
    }

    // Any identity will do: nobody judges names.
    private static SubmissionResult Render(SparkApplication application, SubmissionOptions? options) => NativeSubmission.Render(
        application, new SubmissionIdentity(SubmissionIds.Next($"{application.Metadata?.Namespace}/{application.Metadata?.Name}", null), DateTimeOffset.UnixEpoch), options);

    private static PolicySubject Subject(SparkApplication application, SubmissionResult.Rendered rendered, Pod executor) =>
        new(WrittenSettings.Of(application), [JudgedPod.OfFields(SparkRoles.Driver, rendered.Driver), JudgedPod.OfFields(SparkRoles.Executor, executor)], rendered.Objects.Properties);

    private static ValidationOutcome Judge(SparkApplication application, SubmissionResult.Rendered rendered, AdmissionPolicy policy, NamespaceLoad? load)
    {
        try
        {
            var (executor, errors) = FirstExecutor.Of(rendered, application);
            if (executor is null)
                return NotRendered.Of(errors, policy);

            var outcome = PolicyJudgement.Judge(Subject(application, rendered, executor) with { Load = load }, policy);
            return outcome.And(new ValidationOutcome([], [.. rendered.NeedsPodWebhook.Select(need => new FieldError("spec.executor", NeedsPodWebhook, need))]));
        }
        catch (PodRefusedException refused)
        {
            return NotRendered.Of([new SubmissionError(refused.Path, refused.Reason)], policy);
        }
    }
}
