using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Arguments;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Rendering;

/// <summary>Puts into the executor template, and where that does not survive into settings, what the pod webhook would add later.</summary>
internal static class ExecutorCompletion
{
    public static SparkSubmitArguments Apply(
        SparkSubmitArguments arguments, SparkApplication application, SubmissionIdentity identity, TemplateSurvival survival)
    {
        var path = PodTemplates.ExecutorPath(identity.SubmissionId);
        if (!arguments.Templates[path].TryRead(out var template, out _))
            return arguments;

        var complete = PodCompletion.Apply(WithContainer(template), application, SparkRole.Executor);

        // Executors that need the webhook must be seen by it, and it looks away from pods with this label.
        if (survival.NeedsPodWebhook.IsEmpty)
            complete = complete.WithLabel(Labels.Rendered, Labels.True);

        return arguments with
        {
            Conf = [.. arguments.Conf, .. survival.Settings],
            Templates = new Dictionary<string, PodTemplateFile>(arguments.Templates) { [path] = PodTemplateFile.Of(complete) },
        };
    }

    // Spark starts from an empty container when the template has none; the mutations need one to work on.
    private static Pod WithContainer(Pod template) => template.Spec?.Containers.OrEmpty().Count > 0
        ? template
        : template with { Spec = (template.Spec ?? new PodSpec()) with { Containers = [new Container { Name = ContainerNames.Executor }] } };
}
