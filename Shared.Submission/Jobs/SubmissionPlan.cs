using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Jobs;

/// <summary>How an attempt is submitted: natively wherever that is exact, by a Job of real spark-submit where only a JVM can do it.</summary>
public abstract record SubmissionPlan
{
    private SubmissionPlan()
    {
    }

    public sealed record Natively(SubmissionResult.Rendered Rendered) : SubmissionPlan;

    /// <param name="Job">Makes the driver.</param>
    /// <param name="Reason">One sentence for the event.</param>
    public sealed record ByJob(SubmitterJob Job, string Reason) : SubmissionPlan;

    public sealed record Refused(ImmutableArray<SubmissionError> Errors) : SubmissionPlan
    {
        public override string ToString() => string.Join("; ", Errors);
    }

    /// <param name="application">With defaults applied.</param>
    /// <param name="identity">Of the attempt.</param>
    /// <param name="options">Of the operator.</param>
    /// <param name="revision">Becomes the annotation by which later edits are told from what the driver runs; null without one.</param>
    public static SubmissionPlan Of(SparkApplication application, SubmissionIdentity identity, SubmissionOptions options, string? revision = null)
    {
        var wish = (application.Metadata?.Annotations).OrEmpty().GetValueOrDefault(Annotations.Submitter);
        if (Kind(wish) is null && wish is not null)
            return new Refused([new($"metadata.annotations[{Annotations.Submitter}]", $"'{wish}' is no submitter; write native or job, or leave it out.")]);

        var kind = Kind(wish) ?? options.Submitter;
        if (kind is SubmitterKind.Job)
            return Through(application, identity, options, revision, wish is null ? "The operator is told to submit everything by a Job." : $"The annotation {Annotations.Submitter} asks for a Job.");

        return NativeSubmission.Render(application, identity, options) switch
        {
            SubmissionResult.Rendered rendered => new Natively(rendered),
            SubmissionResult.Refused { NeedsSubmitterJob: true } refused when kind is null =>
                Through(application, identity, options, revision, $"Real spark-submit is needed: {refused}"),
            SubmissionResult.Refused refused => new Refused(refused.Errors),
            _ => throw new System.Diagnostics.UnreachableException("A submission is either rendered or refused."),
        };
    }

    private static SubmissionPlan Through(SparkApplication application, SubmissionIdentity identity, SubmissionOptions options, string? revision, string reason)
    {
        var (job, errors) = SubmitterJob.Of(application, identity, options, revision);
        return job is null ? new Refused([.. errors]) : new ByJob(job, reason);
    }

    private static SubmitterKind? Kind(string? wish) => wish switch
    {
        "native" => SubmitterKind.Native,
        "job" => SubmitterKind.Job,
        _ => null,
    };
}
