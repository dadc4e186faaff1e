using Shared.Contracts.Names;

namespace Shared.Submission.Arguments;

/// <summary>Labels of pods, as settings. The operator's come first, so that a user's label of the same key wins.</summary>
internal static class PodLabels
{
    public static IEnumerable<KeyValuePair<string, string>> OfOperator(ArgumentContext context, Role role)
    {
        yield return new(role.Kubernetes($"label.{Labels.AppName}"), context.Metadata.Name ?? "");
        yield return new(role.Kubernetes($"label.{Labels.LaunchedBySparkOperator}"), Labels.True);
        if (role.Spec.Template is null || !OperatorVersion.HasPodTemplates(context.Spec.SparkVersion))
            yield return new(role.Kubernetes($"label.{Labels.MutatedBySparkOperator}"), Labels.True);
        yield return new(role.Kubernetes($"label.{Labels.SubmissionId}"), context.SubmissionId);
    }

    public static IEnumerable<KeyValuePair<string, string>> OfUser(ArgumentContext context, Role role) =>
        Pairs.Map(role.Kubernetes("label."), context.Metadata.Labels)
            .Where(label => !label.Key.StartsWith(role.Kubernetes($"label.{Labels.KueuePrefix}"), StringComparison.Ordinal))
            .Concat(Pairs.Map(role.Kubernetes("label."), role.Spec.Labels));
}
