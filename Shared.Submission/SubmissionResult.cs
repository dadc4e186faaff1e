using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Submission.SparkVersions;

namespace Shared.Submission;

/// <summary>Either everything that one attempt needs, or every reason why it cannot be made.</summary>
public abstract record SubmissionResult
{
    private SubmissionResult()
    {
    }

    /// <param name="Driver">Complete: no webhook has to add anything. Creating it is what starts the application.</param>
    /// <param name="Companions">Owned by the application, each with the hash of its content; any order will do.</param>
    /// <param name="SparkApplicationId"><c>spark-app-selector</c> of driver and executors.</param>
    /// <param name="Release">Whose rules were used.</param>
    /// <param name="NeedsPodWebhook">What only the pod webhook can give to executors, one sentence each; without it these settings are lost.</param>
    /// <param name="Warnings">One sentence each.</param>
    public sealed record Rendered(
        Pod Driver, ImmutableArray<Companion> Companions, string SparkApplicationId, SparkRelease Release,
        ImmutableArray<string> NeedsPodWebhook, ImmutableArray<string> Warnings) : SubmissionResult
    {
        /// <summary>What spark-submit would have made, from which the executors follow.</summary>
        public required SparkObjects Objects { get; init; }
    }

    public sealed record Refused(ImmutableArray<SubmissionError> Errors) : SubmissionResult
    {
        /// <summary>True when real spark-submit could do what is refused here.</summary>
        public bool NeedsSubmitterJob => Errors.All(error => error.NeedsSubmitterJob);

        public override string ToString() => string.Join("; ", Errors);
    }
}
