using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Arguments;

/// <summary>The templates that Spark starts from: the user's or an empty one, and the application as owner.</summary>
internal static class PodTemplates
{
    public static string DriverPath(string submissionId) => $"/tmp/spark/{submissionId}/driver-pod-template.yaml";

    public static string ExecutorPath(string submissionId) => $"/tmp/spark/{submissionId}/executor-pod-template.yaml";

    public static IEnumerable<KeyValuePair<string, string>> Settings(ArgumentContext context) =>
    [
        new(SparkConfKeys.DriverPodTemplateFile, DriverPath(context.SubmissionId)),
        new(SparkConfKeys.DriverPodTemplateContainerName, ContainerNames.Driver),
        new(SparkConfKeys.ExecutorPodTemplateFile, ExecutorPath(context.SubmissionId)),
        new(SparkConfKeys.ExecutorPodTemplateContainerName, ContainerNames.Executor),
    ];

    public static IReadOnlyDictionary<string, PodTemplateFile> Files(ArgumentContext context) => new Dictionary<string, PodTemplateFile>
    {
        [DriverPath(context.SubmissionId)] =
            PodTemplateFile.Of(Template(context.Driver, ContainerNames.Driver, context.Application.ToControllerReferences())),
        [ExecutorPath(context.SubmissionId)] =
            PodTemplateFile.Of(Template(context.Executor, ContainerNames.Executor, context.Application.ToOwnerReferences())),
    };

    private static Pod Template(Role role, string container, IReadOnlyList<OwnerReference> added)
    {
        var template = role.Spec.Template ?? new PodTemplateSpec { Spec = new PodSpec { Containers = [new Container { Name = container }] } };
        var metadata = template.Metadata ?? new ObjectMeta();
        var owners = metadata.OwnerReferences.OrEmpty().Union(added).ToList();

        return new Pod
        {
            Metadata = metadata with { OwnerReferences = owners.Count == 0 ? metadata.OwnerReferences : owners },
            Spec = template.Spec ?? new PodSpec(),
            Unmodelled = template.Unmodelled,
        };
    }
}
