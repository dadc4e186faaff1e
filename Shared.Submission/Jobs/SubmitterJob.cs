using System.Collections.Immutable;
using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Arguments;
using Shared.Submission.Conf;
using Shared.Submission.Preparation;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;
using Shared.Submission.Steps;

namespace Shared.Submission.Jobs;

/// <summary>Real spark-submit with the operator's own words, run once in the application's image.</summary>
/// <param name="Job">Owned by the application; kept for an hour after its end, so that its log can be read.</param>
/// <param name="Files">What spark-submit reads: pod templates and, where they are too long for a command line, the settings. To be owned by the Job.</param>
/// <param name="NeedsPodWebhook">What only the pod webhook can give to the pods that spark-submit makes, one sentence each; without it these settings are lost.</param>
public sealed record SubmitterJob(KubernetesObject Job, ConfigMap Files, ImmutableArray<string> NeedsPodWebhook)
{
    public const string Plural = "jobs";

    public string Name => Job.Metadata!.Name!;

    /// <summary>Of the Job that submits an attempt, and of the ConfigMap with its files.</summary>
    public static string NameOf(string submissionId) =>
        $"spark-submit-{SubmissionIds.Derived(submissionId, "submitter-job").Replace("-", "", StringComparison.Ordinal)[..16]}";

    /// <summary>The Job, or what keeps it from being made.</summary>
    /// <param name="application">With defaults applied.</param>
    /// <param name="identity">Names the Job: a repeat finds it.</param>
    /// <param name="options">Of the operator.</param>
    /// <param name="revision">For the driver's annotation; null without one.</param>
    public static (SubmitterJob? Job, IReadOnlyList<SubmissionError> Errors) Of(
        SparkApplication application, SubmissionIdentity identity, SubmissionOptions options, string? revision)
    {
        var (prepared, problems) = ApplicationPreparation.Apply(application, options);
        if (problems.Count > 0)
            return (null, problems);

        var (arguments, refusals) = OperatorArguments.Of(prepared, identity.SubmissionId, options);
        if (arguments is null)
            return (null, refusals);

        var errors = new ErrorList();
        var spec = prepared.Spec ?? new SparkApplicationSpec();
        if ((spec.Driver?.Image ?? spec.Image) is not { Length: > 0 } image)
        {
            errors.Add("spec.image", "is missing; spark-submit runs in it.");
            return (null, errors.All);
        }

        try
        {
            var release = SparkReleases.Resolve(spec.SparkVersion, image).Release;
            var (complete, needs) = SubmitterFiles.Complete(arguments, application, identity, release);
            var words = SubmitterWords.Of(Marked(complete, revision), SubmitterFiles.DirectoryOf(identity), release);
            var name = NameOf(identity.SubmissionId);
            var files = ConfigMaps.Immutable(
                new ObjectMeta { Name = name, Namespace = application.Metadata?.Namespace ?? "default" },
                SubmitterFiles.Data(complete, words.Settings), errors, "spec.sparkConf");
            return errors.Any ? (null, errors.All) : (new SubmitterJob(SubmitterJobObject.Of(name, application, spec, image, words.Arguments, identity), files, needs), []);
        }
        catch (PodRefusedException refused)
        {
            errors.Add(refused.Path, refused.Reason);
            return (null, errors.All);
        }
    }

    private static SparkSubmitArguments Marked(SparkSubmitArguments arguments, string? revision) => revision is null
        ? arguments
        : arguments with { Conf = [.. arguments.Conf, new(SparkConfKeys.DriverAnnotationPrefix + Annotations.SpecHash, revision)] };
}
