namespace Shared.Submission;

/// <summary>One reason why nothing can be submitted.</summary>
/// <param name="Path">Where: a path of the application such as <c>spec.volumes[0]</c>, a Spark key, or a spark-submit option.</param>
/// <param name="Message">What was found there and what to do; never a secret's value.</param>
/// <param name="NeedsSubmitterJob">True when real spark-submit could do it, in a pod of the application's own image.</param>
public sealed record SubmissionError(string Path, string Message, bool NeedsSubmitterJob = false)
{
    public override string ToString() => $"{Path}: {Message}";
}
