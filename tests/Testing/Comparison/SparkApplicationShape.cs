using static Testing.Comparison.Shape;

namespace Testing.Comparison;

/// <summary>A SparkApplication's specification: lists in the user's order, the parts that are Kubernetes' own with the API's defaults.</summary>
public static class SparkApplicationShape
{
    private static readonly Shape Role = Members(
        ("env", Sequence(Members(("value", EmptyText), ("valueFrom", VolumeShapes.EnvironmentSource)))),
        ("envFrom", Sequence(VolumeShapes.EnvironmentFrom)),
        ("sidecars", Sequence(ContainerShapes.Container)),
        ("initContainers", Sequence(ContainerShapes.Container)),
        ("template", PodShapes.Pod));

    public static readonly Shape Spec = Members(
        ("volumes", Sequence(VolumeShapes.Volume)),
        ("driver", Role),
        ("executor", Role));
}
