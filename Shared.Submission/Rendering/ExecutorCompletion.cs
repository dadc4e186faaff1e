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

        var complete = PodCompletion.Apply(template, application, SparkRoles.Executor);

        // Executors that need the webhook must be seen by it, and it looks away from pods with this label.
        if (survival.NeedsPodWebhook.IsEmpty)
            complete = complete.WithLabel(Labels.Rendered, Labels.True);

        return arguments with
        {
            Conf = [.. arguments.Conf, .. survival.Settings],
            Templates = new Dictionary<string, PodTemplateFile>(arguments.Templates) { [path] = PodTemplateFile.Of(complete) },
        };
    }
}
