using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Defaults;

internal static class DynamicAllocationRules
{
    // Upstream reads this spelling, which Spark does not know; Spark's own is not read by it, so a default of one executor goes with it.
    private const string LowerCaseKey = "spark.dynamicallocation.enabled";

    private static readonly string[] True = ["1", "t", "T", "true", "TRUE", "True"];

    /// <summary>Whether the number of executors is left to Spark, as far as it decides the default of <c>executor.instances</c>.</summary>
    public static bool IsEnabled(SparkApplicationSpec spec) => spec.DynamicAllocation is { } allocation
        ? allocation.Enabled is true
        : True.Contains(spec.SparkConf.OrEmpty().GetValueOrDefault(LowerCaseKey));
}
