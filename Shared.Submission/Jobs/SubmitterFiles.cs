using System.Collections.Immutable;
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
    /// Both templates complete as far as a template can be, with settings for what does not survive there; and what only the pod webhook can mend, one
    /// sentence each. The driver's template lacks the mark that keeps the webhook away.
    /// </summary>
    /// <exception cref="PodRefusedException">The application asks for what its own template rules out.</exception>
    public static (SparkSubmitArguments Arguments, ImmutableArray<string> NeedsPodWebhook) Complete(
        SparkSubmitArguments arguments, SparkApplication application, SubmissionIdentity identity, SparkRelease release)
    {
        var ofExecutors = TemplateSurvival.Of(application, SparkRole.Executor, release);
        var ofDriver = TemplateSurvival.Of(application, SparkRole.Driver, release);
        var executors = ExecutorCompletion.Apply(arguments, application, identity, ofExecutors);
        var path = PodTemplates.DriverPath(identity.SubmissionId);
        var complete = arguments.Templates[path].TryRead(out var template, out _)
            ? executors with
            {
                Conf = [.. executors.Conf, .. ofDriver.Settings],
                Templates = new Dictionary<string, PodTemplateFile>(executors.Templates)
                {
                    [path] = PodTemplateFile.Of(PodCompletion.Apply(WithContainer(template), application, SparkRole.Driver)),
                },
            }
            : executors;
        return (complete, [.. ofDriver.NeedsPodWebhook, .. ofExecutors.NeedsPodWebhook]);
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
