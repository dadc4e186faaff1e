using Shared.Contracts.Names;
using Shared.Submission.Conf;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>What every step may read. Source: <c>KubernetesDriverConf</c>.</summary>
internal sealed record StepContext(
    SparkSubmitArguments Arguments, SubmittedApplication Application, SparkConf Conf, SparkRelease Release,
    SparkIdentity Identity, SparkNames Names, IReadOnlyDictionary<string, string> Environment, ErrorList Errors)
{
    /// <summary><c>spark.kubernetes.namespace</c>; Spark's default is <c>default</c>.</summary>
    public string Namespace => Conf.Text(SparkConfKeys.Namespace) ?? "default";

    public string DriverPodName => Conf.Text(SparkConfKeys.DriverPodName) ?? Names.DriverPod;

    /// <summary>The template that a setting names; null when it did not come with the submission.</summary>
    public PodTemplateFile? Template(string path) =>
        Arguments.Templates.GetValueOrDefault(path.StartsWith("file://", StringComparison.Ordinal) ? path["file://".Length..] : path);

    /// <summary>Replaces the two placeholders that values of labels and annotations may have.</summary>
    public string WithoutPlaceholders(string value, string executorId = "") =>
        value.Replace("{{APP_ID}}", Identity.ApplicationId, StringComparison.Ordinal)
            .Replace("{{EXECUTOR_ID}}", executorId, StringComparison.Ordinal);
}
