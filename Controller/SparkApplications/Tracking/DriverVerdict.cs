using Controller.Pods;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Tracking;

public enum DriverState
{
    Pending,
    Running,
    Completed,
    Failed,
    Unknown,
}

/// <summary>What a driver's pod says about its run. Total: every pod gets a verdict.</summary>
/// <param name="ErrorMessage">In the words that users of this API know; only with <see cref="DriverState.Failed"/>.</param>
public sealed record DriverVerdict(DriverState State, string? ErrorMessage = null)
{
    public ApplicationState ApplicationState => State switch
    {
        DriverState.Pending => ApplicationState.Submitted,
        DriverState.Running => ApplicationState.Running,
        DriverState.Completed => ApplicationState.Succeeding,
        DriverState.Failed => ApplicationState.Failing,
        _ => ApplicationState.Unknown,
    };

    public bool IsEnd => State is DriverState.Completed or DriverState.Failed;

    // The container that runs Spark decides once it has ended: a sidecar may keep the pod running, or fail it.
    public static DriverVerdict Of(PodRecord driver) => (driver.Phase, driver.Spark?.Phase, driver.Spark?.ExitCode) switch
    {
        (PodPhase.Pending, _, _) => new(DriverState.Pending),
        (PodPhase.Running, ContainerPhase.Terminated, 0) => new(DriverState.Completed),
        (PodPhase.Running, ContainerPhase.Terminated, _) => Failure(driver.Spark),
        (PodPhase.Running, _, _) => new(DriverState.Running),
        (PodPhase.Succeeded, _, _) => new(DriverState.Completed),
        (PodPhase.Failed, ContainerPhase.Terminated, 0) => new(DriverState.Completed),
        (PodPhase.Failed, ContainerPhase.Terminated, _) => Failure(driver.Spark),
        (PodPhase.Failed, _, _) => new(DriverState.Failed, "driver container status missing"),
        _ => new(DriverState.Unknown),
    };

    private static DriverVerdict Failure(ContainerRecord container) =>
        new(DriverState.Failed, $"driver container failed with ExitCode: {container.ExitCode}, Reason: {container.Reason}");
}
