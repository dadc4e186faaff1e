using Shared.Contracts.Names;

namespace Shared.Submission.Arguments;

/// <summary>Only when it is switched on in the specification; <c>sparkConf</c> alone is passed on as it is.</summary>
internal static class DynamicAllocationSettings
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ArgumentContext context) =>
        context.Spec.DynamicAllocation is { Enabled: true } allocation
            ?
            [
                .. Pairs.Of(SparkConfKeys.DynamicAllocationEnabled, true),
                .. Pairs.Of(SparkConfKeys.DynamicAllocationInitialExecutors, allocation.InitialExecutors),
                .. Pairs.Of(SparkConfKeys.DynamicAllocationMinExecutors, allocation.MinExecutors),
                .. Pairs.Of(SparkConfKeys.DynamicAllocationMaxExecutors, allocation.MaxExecutors),
                .. Pairs.Of(SparkConfKeys.ShuffleTrackingEnabled, allocation.ShuffleTrackingEnabled ?? true),
                .. Pairs.Of(SparkConfKeys.ShuffleTrackingTimeout, allocation.ShuffleTrackingTimeout),
            ]
            : [];
}
