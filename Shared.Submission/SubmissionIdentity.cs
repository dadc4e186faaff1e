namespace Shared.Submission;

/// <summary>Which attempt is rendered: everything that Spark takes from chance or from the clock is derived from it.</summary>
/// <param name="SubmissionId">See <see cref="SubmissionIds.Next"/>; becomes the label <c>sparkoperator.k8s.io/submission-id</c>.</param>
/// <param name="SubmittedAt">Becomes <c>spark.app.submitTime</c>; take the recorded time, not the clock, so that a repeat gives the same bytes.</param>
public sealed record SubmissionIdentity(string SubmissionId, DateTimeOffset SubmittedAt);
