using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

/// <summary>How the mutations change a part of a pod and leave the rest alone.</summary>
internal static class PodEdits
{
    public static Pod WithSpec(this Pod pod, Func<PodSpec, PodSpec> change) => pod with { Spec = change(pod.Spec ?? new PodSpec()) };

    /// <summary>Changes the Spark container.</summary>
    public static Pod WithTarget(this Pod pod, SparkPodContext context, Func<Container, Container> change) => pod.WithSpec(spec =>
    {
        var target = context.TargetIndex(spec);
        var containers = spec.Containers.OrEmpty().ToArray();
        containers[target] = change(containers[target]);
        return spec with { Containers = containers };
    });

    /// <summary>The map with one more entry, or with another value for it.</summary>
    public static IReadOnlyDictionary<string, T> With<T>(this IReadOnlyDictionary<string, T>? map, string key, T value) =>
        new Dictionary<string, T>(map.OrEmpty(), StringComparer.Ordinal) { [key] = value };
}
