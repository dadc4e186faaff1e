namespace Shared.Submission.Jobs;

/// <summary>Who makes the driver of an application.</summary>
public enum SubmitterKind
{
    /// <summary>The operator itself, without a JVM.</summary>
    Native,

    /// <summary>Real spark-submit, in a Job of the application's own image.</summary>
    Job,
}
