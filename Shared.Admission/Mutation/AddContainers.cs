using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class AddInitContainers
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.InitContainers.OrEmpty() is { Count: > 0 } wanted
        ? pod.WithSpec(spec => spec with { InitContainers = AddSidecars.Append(spec.InitContainers, wanted) })
        : pod;
}

internal static class AddSidecars
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.Sidecars.OrEmpty() is { Count: > 0 } wanted
        ? pod.WithSpec(spec => spec with { Containers = Append(spec.Containers, wanted) })
        : pod;

    // By name and image alone: the API server and other injectors fill in much of a container, and it is still the same one.
    public static IReadOnlyList<Container>? Append(IReadOnlyList<Container>? present, IReadOnlyList<Container> wanted) => wanted.Aggregate(
        present,
        (result, container) => result.OrEmpty().Any(other => other.Name == container.Name && other.Image == container.Image)
            ? result
            : [.. result.OrEmpty(), container]);
}
