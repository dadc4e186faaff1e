using Shared.Contracts.Names;
using Shared.Submission.Conf;
using Shared.Submission.SparkVersions;
using Shared.Submission.Steps;

namespace Shared.Submission.SparkSubmit;

/// <summary>What spark-submit would create for given arguments, without a JVM. Source: <c>KubernetesClientApplication</c>.</summary>
public static class SparkSubmission
{
    /// <summary>Whose rules to use: a version that is written out, else that of the driver's image, else the newest with a warning.</summary>
    public static (SparkRelease Release, string? Warning) ReleaseOf(SparkSubmitArguments arguments, string? sparkVersion)
    {
        var unread = new ErrorList();
        var given = SubmitRules.Given(arguments, SubmitterEnvironment.Of(arguments, unread), SparkRelease.Newest, unread);
        var image = given.GetValueOrDefault(SparkConfKeys.DriverContainerImage) ?? given.GetValueOrDefault(SparkConfKeys.ContainerImage);

        return sparkVersion is not null ? SparkReleases.Resolve(sparkVersion, image)
            : SparkReleases.OfImage(image) is { } tagged ? (tagged, null)
            : (SparkRelease.Newest, $"nothing tells the version of Spark; took {SparkRelease.Newest.Label}; name another one if that is wrong.");
    }

    /// <summary>The objects, or everything that is wrong; never both.</summary>
    public static (SparkObjects? Objects, IReadOnlyList<SubmissionError> Errors) Plan(
        SparkSubmitArguments arguments, SparkRelease release, SparkIdentity identity)
    {
        var errors = new ErrorList();
        var environment = SubmitterEnvironment.Of(arguments, errors);
        var (application, settings) = SubmitRules.Apply(arguments, environment, release, identity.SubmittedAt, errors);
        if (application is null)
            return (null, errors.All);

        var conf = new SparkConf(settings, environment, release, errors);
        var context = new StepContext(
            arguments, application, conf, release, identity, SparkNames.For(application.Name, identity, release), environment, errors);

        var draft = SubmissionSteps.Run(DriverTemplate.Load(context), context);
        var objects = DriverAssembly.Finish(draft, context);
        return errors.Any ? (null, errors.All) : (objects, []);
    }
}
