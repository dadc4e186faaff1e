namespace Shared.Submission;

/// <summary>What spark-submit draws at random or reads from the clock. Source: <c>KubernetesConf</c>, <c>KubernetesUtils.uniqueID</c>.</summary>
/// <param name="ApplicationId"><c>spark-</c> and 32 hexadecimal digits.</param>
/// <param name="ResourceId">Sixteen hexadecimal digits in the names of most companions.</param>
/// <param name="ConfigMapId">Sixteen hexadecimal digits in the name of the driver's ConfigMap.</param>
/// <param name="ServiceId">Sixteen hexadecimal digits for a Service whose usual name would be too long.</param>
/// <param name="LocalDirectoryId">A UUID in the path of the default local directory.</param>
/// <param name="SubmittedAt"><c>spark.app.submitTime</c>.</param>
public sealed record SparkIdentity(
    string ApplicationId, string ResourceId, string ConfigMapId, string ServiceId, string LocalDirectoryId, DateTimeOffset SubmittedAt)
{
    /// <summary>All ids of one attempt; nothing but the submission id decides them.</summary>
    public static SparkIdentity Of(SubmissionIdentity submission) => new(
        ApplicationId: "spark-" + Digits(submission.SubmissionId, "application", 32),
        ResourceId: Digits(submission.SubmissionId, "resources", 16),
        ConfigMapId: Digits(submission.SubmissionId, "driver-conf", 16),
        ServiceId: Digits(submission.SubmissionId, "driver-service", 16),
        LocalDirectoryId: SubmissionIds.Derived(submission.SubmissionId, "local-directory"),
        SubmittedAt: submission.SubmittedAt);

    private static string Digits(string submissionId, string purpose, int count) =>
        SubmissionIds.Derived(submissionId, purpose).Replace("-", "", StringComparison.Ordinal)[..count];
}
