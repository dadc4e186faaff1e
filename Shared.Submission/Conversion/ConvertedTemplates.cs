using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Steps;

namespace Shared.Submission.Conversion;

/// <summary>Pod templates move from files into the application, where the Spark container is the one with the operator's name, or the first.</summary>
internal static class ConvertedTemplates
{
    public static SparkApplicationSpec Apply(SparkApplicationSpec spec, StepContext context)
    {
        var driver = Template(context, SparkConfKeys.DriverPodTemplateFile, SparkConfKeys.DriverPodTemplateContainerName, ContainerNames.Driver);
        var executor = Template(context, SparkConfKeys.ExecutorPodTemplateFile, SparkConfKeys.ExecutorPodTemplateContainerName, ContainerNames.Executor);

        return spec with
        {
            Driver = driver is null ? spec.Driver : (spec.Driver ?? new DriverSpec()) with { Template = driver },
            Executor = executor is null ? spec.Executor : (spec.Executor ?? new ExecutorSpec()) with { Template = executor },
        };
    }

    private static PodTemplateSpec? Template(StepContext context, string fileKey, string containerKey, string operatorsName)
    {
        if (context.Conf.Text(fileKey) is not { } path || context.Template(path) is not { } file || !file.TryRead(out var pod, out _) || pod.Spec is null)
            return null;

        // The operator makes its application an owner; whatever else owns the pod is the author's.
        pod = pod.Metadata is { } metadata ? pod with { Metadata = metadata with { OwnerReferences = Foreign(metadata.OwnerReferences) } } : pod;
        var containers = pod.Spec!.Containers.OrEmpty();
        var main = DriverTemplate.MainContainer(containers, context.Conf.Text(containerKey));
        if (SaysNothing(pod, main, operatorsName))
            return null;

        IReadOnlyList<Container>? ordered = main is null ? pod.Spec.Containers : [main, .. containers.Where(container => !ReferenceEquals(container, main))];
        return new PodTemplateSpec { Metadata = pod.Metadata, Spec = pod.Spec with { Containers = ordered }, Unmodelled = pod.Unmodelled };
    }

    // What the operator itself hands over for an application without a template.
    private static bool SaysNothing(Pod pod, Container? main, string operatorsName) =>
        (main is null || Same(main, new Container { Name = operatorsName }))
        && Same(pod.Spec! with { Containers = null }, new PodSpec())
        && pod.Spec!.Containers.OrEmpty().Count <= 1
        && Same(pod.Metadata ?? new ObjectMeta(), new ObjectMeta());

    private static bool Same<T>(T left, T right) => ContractsJson.Serialize(left).AsSpan().SequenceEqual(ContractsJson.Serialize(right));

    private static List<OwnerReference>? Foreign(IReadOnlyList<OwnerReference>? owners) =>
        owners.OrEmpty().Where(owner => owner.Kind != SparkApplication.KindName).ToList() is { Count: > 0 } foreign ? foreign : null;
}
