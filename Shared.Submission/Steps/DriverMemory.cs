using Shared.Contracts.Names;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>Memory of the driver's container. Source: <c>BasicDriverFeatureStep</c>.</summary>
/// <param name="ContainerMiB">Heap and overhead. Unit: MiB.</param>
/// <param name="CommonFactor">What executors inherit as <c>spark.kubernetes.memoryOverheadFactor</c>; not the driver's own factor.</param>
internal sealed record DriverMemory(long ContainerMiB, double CommonFactor)
{
    // Below this the JVM's own threads and metaspace do not fit and the kernel kills the pod.
    internal const long MinimumOverheadMiB = 384;

    private const long DefaultHeapMiB = 1024;
    private const string CommonKey = SparkConfKeys.MemoryOverheadFactor;
    private const string OwnKey = SparkConfKeys.DriverMemoryOverheadFactor;

    public static DriverMemory Of(StepContext context)
    {
        var conf = context.Conf;
        var common = conf.Factor(CommonKey) ?? (context.Application.Type is ResourceType.Java ? 0.1 : 0.4);
        var own = conf.Factor(OwnKey);

        if (common < 0)
            context.Errors.Add(CommonKey, $"'{conf.Raw(CommonKey)}' is negative; write a fraction such as '0.1'.");
        if (own <= 0)
            context.Errors.Add(OwnKey, $"'{conf.Raw(OwnKey)}' is not positive; write a fraction such as '0.1'.");

        var heap = conf.MiB(SparkConfKeys.DriverMemory) ?? DefaultHeapMiB;
        var minimum = context.Release.Has(SparkFeatures.MinimumOverheadKeys) ? conf.MiB(SparkConfKeys.DriverMinMemoryOverhead) : null;

        // The key of old still counts. Source: SparkConf.configsWithAlternatives.
        var overhead = conf.MiB(SparkConfKeys.DriverMemoryOverhead) ?? conf.MiB("spark.yarn.driver.memoryOverhead") ?? Overhead(heap, own ?? common, minimum ?? MinimumOverheadMiB);

        return new DriverMemory(Sum(context, SparkConfKeys.DriverMemory, heap, overhead), common);
    }

    /// <summary>A product of IEEE doubles, cut off to a 32-bit whole number as Scala's <c>toInt</c> does. Unit: MiB.</summary>
    internal static long Overhead(long heapMiB, double factor, long minimumMiB) =>
        Math.Max((long)Math.Clamp(Math.Truncate(factor * heapMiB), int.MinValue, int.MaxValue), minimumMiB);

    internal static long Sum(StepContext context, string key, params ReadOnlySpan<long> partsMiB)
    {
        try
        {
            var sum = 0L;
            foreach (var part in partsMiB)
                sum = checked(sum + part);
            return sum;
        }
        catch (OverflowException)
        {
            context.Errors.Add(key, "and its overhead exceed 2^63 MiB; no node has that much.");
            return 0;
        }
    }
}
