using Shared.Admission.Mutation;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Arguments;
using Shared.Submission.Preparation;
using Shared.Submission.Rendering;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission;

/// <summary>An application and an attempt become a driver pod and its companions: no JVM, no I/O, the same input gives the same bytes.</summary>
public static class NativeSubmission
{
    public static SubmissionResult Render(SparkApplication application, SubmissionIdentity identity, SubmissionOptions? options = null)
    {
        var (prepared, problems) = ApplicationPreparation.Apply(application, options ?? SubmissionOptions.Default);
        if (problems.Count > 0)
            return new SubmissionResult.Refused([.. problems]);

        var (release, warning) = SparkReleases.Resolve(prepared.Spec?.SparkVersion, prepared.Spec?.Driver?.Image ?? prepared.Spec?.Image);
        var (arguments, argumentErrors) = OperatorArguments.Of(prepared, identity.SubmissionId, options ?? SubmissionOptions.Default);
        if (arguments is null)
            return new SubmissionResult.Refused([.. argumentErrors]);

        try
        {
            return Complete(application, prepared, arguments, release, identity, warning);
        }
        catch (PodRefusedException refused)
        {
            return new SubmissionResult.Refused([new SubmissionError(refused.Path, refused.Reason)]);
        }
    }

    // The mutations read the application as it is stored, as the webhook does; the copy that was prepared is for spark-submit alone.
    private static SubmissionResult Complete(
        SparkApplication stored, SparkApplication prepared, SparkSubmitArguments arguments, SparkRelease release, SubmissionIdentity identity, string? warning)
    {
        var survival = TemplateSurvival.Of(prepared, release);
        var complete = ExecutorCompletion.Apply(arguments, stored, identity, survival);
        var (objects, errors) = SparkSubmission.Plan(complete, release, SparkIdentity.Of(identity));

        return objects is null
            ? new SubmissionResult.Refused([.. errors])
            : new SubmissionResult.Rendered(
                DriverCompletion.Of(objects.Driver, stored, objects.Namespace),
                [.. objects.Companions.Select(companion => CompanionCompletion.Of(companion, stored, objects.Namespace))],
                objects.ApplicationId,
                release,
                survival.NeedsPodWebhook,
                warning is null ? [] : [warning]);
    }
}
