using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Preparation;

namespace Shared.Submission.Gangs;

/// <summary>Volcano's annotation, which tells a pod's group. A user who sets it on the driver has a group of his own. Source: <c>controller.md</c> 2.7.2.</summary>
internal static class VolcanoMark
{
    /// <summary>The group that the pods will name; null outside of cluster mode.</summary>
    public static string? GroupOf(SparkApplication application) => application.Spec switch
    {
        { Mode: not (null or "" or DeployModes.Cluster) } => null,
        { Driver.Annotations: { } annotations } when annotations.TryGetValue(Annotations.VolcanoGroupName, out var own) => own,
        _ => ResourceNames.VolcanoPodGroup(application.Metadata?.Name ?? ""),
    };

    public static SparkApplication Apply(SparkApplication application)
    {
        if (GroupOf(application) is not { } group || application.Spec?.Driver?.Annotations?.ContainsKey(Annotations.VolcanoGroupName) is true)
            return application;

        return application
            .WithDriver(driver => driver with { Annotations = driver.Annotations.Plus((Annotations.VolcanoGroupName, group)) })
            .WithExecutor(executor => executor with { Annotations = executor.Annotations.Plus((Annotations.VolcanoGroupName, group)) });
    }
}
