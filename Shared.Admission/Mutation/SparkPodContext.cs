using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Mutation;

/// <summary>What a pod does for its application.</summary>
public enum SparkRole
{
    Driver,
    Executor,
}

/// <summary>What the mutations of one pod read: the application, and which of its roles the pod has.</summary>
public sealed record SparkPodContext(SparkApplication App, SparkRole Role)
{
    private static readonly string[] DriverContainers = [ContainerNames.Driver];

    // Spark 2 and 3 named their executors differently.
    private static readonly string[] ExecutorContainers = [ContainerNames.OldExecutor, ContainerNames.Executor];

    public SparkApplicationSpec Spec { get; } = App.Spec ?? new SparkApplicationSpec();

    /// <summary>What both roles have in common; empty when the application says nothing of the role.</summary>
    public SparkPodSpec RoleSpec { get; } = Role is SparkRole.Driver
        ? App.Spec?.Driver ?? new DriverSpec()
        : App.Spec?.Executor ?? new ExecutorSpec();

    /// <summary>Where the role is configured, as the user wrote it: <c>spec.driver</c>.</summary>
    public string RolePath => Role is SparkRole.Driver ? "spec.driver" : "spec.executor";

    /// <summary>The role in the label <c>spark-role</c>; null when the pod is neither driver nor executor.</summary>
    public static SparkRole? RoleOf(Pod pod) => pod.Metadata?.Labels.OrEmpty().GetValueOrDefault(Labels.SparkRole) switch
    {
        SparkRoles.Driver => SparkRole.Driver,
        SparkRoles.Executor => SparkRole.Executor,
        _ => null,
    };

    /// <summary>The Spark container, by its name; the first one where a template renamed it.</summary>
    public int TargetIndex(PodSpec spec)
    {
        var names = Role is SparkRole.Driver ? DriverContainers : ExecutorContainers;
        var containers = spec.Containers.OrEmpty();
        for (var index = 0; index < containers.Count; index++)
        {
            if (names.Contains(containers[index].Name))
                return index;
        }

        return containers.Count > 0 ? 0 : throw new PodRefusedException("spec.containers", "the pod has no container that Spark could run in");
    }
}
