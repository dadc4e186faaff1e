using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Arguments;
using Shared.Submission.Rendering;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Jobs;

/// <summary>What the Job finds at the paths that its words name.</summary>
internal static class SubmitterFiles
{
    public static string DirectoryOf(SubmissionIdentity identity) => $"/tmp/spark/{identity.SubmissionId}";

    /// <summary>
    /// Both templates complete as far as a template can be. The driver's lacks the mark that keeps the pod webhook away: what Spark puts over the template,
    /// such as the memory limit, only the webhook can mend there.
    /// </summary>
    /// <exception cref="PodRefusedException">The application asks for what its own template rules out.</exception>
    public static SparkSubmitArguments Complete(SparkSubmitArguments arguments, SparkApplication application, SubmissionIdentity identity, SparkRelease release)
    {
        var executors = ExecutorCompletion.Apply(arguments, application, identity, TemplateSurvival.Of(application, release));
        var path = PodTemplates.DriverPath(identity.SubmissionId);
        return arguments.Templates[path].TryRead(out var template, out _)
            ? executors with
            {
                Templates = new Dictionary<string, PodTemplateFile>(executors.Templates)
                {
                    [path] = PodTemplateFile.Of(PodCompletion.Apply(WithContainer(template), application, SparkRole.Driver)),
                },
            }
            : executors;
    }

    public static SortedDictionary<string, string> Data(SparkSubmitArguments arguments, IReadOnlyDictionary<string, string> settings)
    {
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, template) in arguments.Templates)
            data[SubmitterFile.NameOf(path)] = template.Text;
        if (settings.Count > 0)
            data[SubmitterWords.SettingsFile] = JavaProperties.Write(settings, "Settings too long for a command line", DateTimeOffset.UnixEpoch);
        return data;
    }

    private static Pod WithContainer(Pod template) => template.Spec?.Containers.OrEmpty().Count > 0
        ? template
        : template with { Spec = (template.Spec ?? new PodSpec()) with { Containers = [new Container { Name = ContainerNames.Driver }] } };
}
