using Controller.Pods;
using Shared.Contracts.Names;

namespace Controller.SparkApplications.Tracking;

/// <summary>What is said when the driver's state changes that of the application.</summary>
internal static class DriverEvents
{
    public static Effect[] Of(DriverVerdict verdict, PodRecord driver) =>
    [
        verdict.State switch
        {
            DriverState.Pending => new Effect.Announce(EventReasons.DriverPending, $"Driver {driver.Name} is pending."),
            DriverState.Running => new Effect.Announce(EventReasons.DriverRunning, $"Driver {driver.Name} is running."),
            DriverState.Completed => new Effect.Announce(EventReasons.DriverCompleted, $"Driver {driver.Name} completed."),
            DriverState.Failed => new Effect.Announce(EventReasons.DriverFailed, $"Driver {driver.Name} failed: {verdict.ErrorMessage}.", IsWarning: true),
            _ => new Effect.Announce(EventReasons.DriverUnknown, $"The state of driver {driver.Name} is unknown; its node may be lost.", IsWarning: true),
        },
    ];
}
