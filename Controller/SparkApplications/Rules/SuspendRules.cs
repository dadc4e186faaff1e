using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

internal static class SuspendRules
{
    /// <summary>What has ended cannot be suspended.</summary>
    public static bool IsWanted(Situation situation) => situation.Spec.Suspend is true && situation.Status.State is not
        (ApplicationState.Completed or ApplicationState.Failed or ApplicationState.Suspended or ApplicationState.Suspending);
}
