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

    /// <summary>The template that a setting names; null when it neither came with the submission nor lies on the submitter's disk.</summary>
    public PodTemplateFile? Template(string uri)
    {
        var path = SubmitterFile.PathOf(uri);
        return Arguments.Templates.GetValueOrDefault(path)
            ?? (Arguments.Files?.Read(path) is { } content ? PodTemplateFile.Of(System.Text.Encoding.UTF8.GetString(content)) : null);
    }

    /// <summary>Replaces the two placeholders that values of labels and annotations may have.</summary>
    public string WithoutPlaceholders(string value, string executorId = "") =>
        value.Replace("{{APP_ID}}", Identity.ApplicationId, StringComparison.Ordinal)
            .Replace("{{EXECUTOR_ID}}", executorId, StringComparison.Ordinal);
}
