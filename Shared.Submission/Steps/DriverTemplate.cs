using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Submission.Steps;

/// <summary>The pod that the steps start from. Source: <c>KubernetesUtils.loadPodFromTemplate</c>, <c>selectSparkContainer</c>.</summary>
internal static class DriverTemplate
{
    private const string FileKey = SparkConfKeys.DriverPodTemplateFile;

    public static DriverDraft Load(StepContext context)
    {
        var pod = Template(context) ?? new Pod { Spec = new PodSpec() };
        var containers = pod.Spec!.Containers.OrEmpty();
        var main = MainContainer(containers, context.Conf.Text(SparkConfKeys.DriverPodTemplateContainerName));

        return new DriverDraft(
            pod with
            {
                ApiVersion = "v1",
                Kind = "Pod",
                Metadata = pod.Metadata ?? new ObjectMeta(),
                Spec = pod.Spec with { Containers = [.. containers.Where(container => !ReferenceEquals(container, main))] },
            },
            main ?? new Container(),
            ImmutableDictionary<string, string>.Empty,
            []);
    }

    // Exactly one container of the name, else the first one: Spark does not insist on the name.
    internal static Container? MainContainer(IReadOnlyList<Container> containers, string? name)
    {
        var named = containers.Where(container => container.Name == name).ToList();
        return named is [var only] ? only : containers.Count > 0 ? containers[0] : null;
    }

    private static Pod? Template(StepContext context)
    {
        if (context.Conf.Text(FileKey) is not { } path)
            return null;

        if (context.Template(path) is not { } file)
        {
            context.Errors.NeedsJvm(FileKey, $"'{path}' is not at hand; only templates that come with the submission can be read.");
            return null;
        }

        if (!file.TryRead(out var pod, out var problem))
        {
            context.Errors.Add(FileKey, $"'{path}' is not a pod template: {problem}");
            return null;
        }

        if (pod.Spec is null)
        {
            context.Errors.Add(FileKey, $"'{path}' is a pod template without spec; add 'spec: {{containers: []}}' at least.");
            return null;
        }

        return pod;
    }
}
