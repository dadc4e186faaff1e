using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.SparkSubmit;
using Shared.Submission.Steps;

namespace Shared.Submission.Executors;

/// <summary>The pod that the steps of an executor start from; read by the driver, which fails if it cannot.</summary>
internal static class ExecutorTemplate
{
    private const string FileKey = SparkConfKeys.ExecutorPodTemplateFile;

    public static DriverDraft Load(PodTemplateFile? file, StepContext context)
    {
        var pod = new Pod { Spec = new PodSpec() };
        if (file is not null && !file.TryRead(out pod, out var problem))
            context.Errors.Add(FileKey, $"is not a pod template: {problem}");
        else if (pod.Spec is null)
            context.Errors.Add(FileKey, "is a pod template without spec; add 'spec: {containers: []}' at least.");

        var spec = pod.Spec ?? new PodSpec();
        var containers = spec.Containers.OrEmpty();
        var main = DriverTemplate.MainContainer(containers, context.Conf.Text(SparkConfKeys.ExecutorPodTemplateContainerName));

        return new DriverDraft(
            pod with
            {
                ApiVersion = "v1",
                Kind = "Pod",
                Metadata = pod.Metadata ?? new ObjectMeta(),
                Spec = spec with { Containers = [.. containers.Where(container => !ReferenceEquals(container, main))] },
            },
            main ?? new Container(),
            ImmutableDictionary<string, string>.Empty,
            []);
    }
}
