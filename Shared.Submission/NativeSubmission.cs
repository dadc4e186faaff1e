using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Arguments;
using Shared.Submission.Gangs;
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
        options ??= SubmissionOptions.Default;
        var (prepared, problems) = ApplicationPreparation.Apply(application, options);
        if (problems.Count > 0)
            return new SubmissionResult.Refused([.. problems]);

        var (release, warning) = SparkReleases.Resolve(prepared.Spec?.SparkVersion, prepared.Spec?.Driver?.Image ?? prepared.Spec?.Image);
        var (arguments, argumentErrors) = OperatorArguments.Of(prepared, identity.SubmissionId, options);
        if (arguments is null)
            return new SubmissionResult.Refused([.. argumentErrors]);

        try
        {
            return Complete(BatchScheduling.WithScheduler(application, options), prepared, arguments, release, identity, options, warning);
        }
        catch (PodRefusedException refused)
        {
            return new SubmissionResult.Refused([new SubmissionError(refused.Path, refused.Reason)]);
        }
    }

    // The mutations read the application as it is stored, as the webhook does; the copy that was prepared is for spark-submit alone.
    private static SubmissionResult Complete(
        SparkApplication stored, SparkApplication prepared, SparkSubmitArguments arguments, SparkRelease release, SubmissionIdentity identity,
        SubmissionOptions options, string? warning)
    {
        var survival = TemplateSurvival.Of(prepared, SparkRole.Executor, release);
        var complete = ExecutorCompletion.Apply(arguments, stored, identity, survival);
        var (objects, errors) = SparkSubmission.Plan(complete, release, SparkIdentity.Of(identity));
        if (objects is null)
            return new SubmissionResult.Refused([.. FieldPaths.Named(errors, stored)]);

        var driver = DriverCompletion.Of(objects.Driver, stored, objects.Namespace);
        var template = CompanionNames.ExecutorTemplate(stored.Metadata?.Name ?? "", identity.SubmissionId);
        var (group, obstacles) = GroupOf(stored, driver, objects, release, identity, options);
        return obstacles.Count > 0
            ? new SubmissionResult.Refused([.. FieldPaths.Named(obstacles, stored)])
            : new SubmissionResult.Rendered(
                driver,
                [.. objects.Companions.Select(companion => CompanionCompletion.Of(options.PartialRestart ? Renewable(companion, template) : companion, stored, objects.Namespace)), .. group is null ? [] : new[] { group }],
                objects.ApplicationId,
                release,
                survival.NeedsPodWebhook,
                warning is null ? [] : [warning])
            {
                Objects = objects,
            };
    }

    private static Companion Renewable(Companion companion, string template) => companion is Companion.OfConfigMap map && companion.Name == template
        ? new Companion.OfConfigMap(map.Object with { Immutable = null })
        : companion;

    private static (Companion? Group, IReadOnlyList<SubmissionError> Errors) GroupOf(
        SparkApplication stored, Pod driver, SparkObjects objects, SparkRelease release, SubmissionIdentity identity, SubmissionOptions options)
    {
        if (PodGroups.Reference(stored, options) is null || GangSchedulers.For(stored.Spec, options) is not { } scheduler)
            return (null, []);

        var (resources, errors) = GangResources.Of(driver, objects, release, SparkIdentity.Of(identity));
        return resources is null ? (null, errors) : (PodGroups.Of(stored, scheduler, resources), []);
    }
}
