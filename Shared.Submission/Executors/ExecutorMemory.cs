using Shared.Contracts.Names;
using Shared.Submission.Conf;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;
using Shared.Submission.Steps;

namespace Shared.Submission.Executors;

/// <summary>Memory of an executor's container. Source: <c>ResourceProfile</c>, <c>BasicExecutorFeatureStep</c>.</summary>
/// <param name="HeapMiB">Unit: MiB.</param>
/// <param name="ContainerMiB">Heap, overhead, off-heap and Python. Unit: MiB.</param>
internal sealed record ExecutorMemory(long HeapMiB, long ContainerMiB)
{
    private const long DefaultHeapMiB = 1024;

    public static ExecutorMemory Of(StepContext context)
    {
        var conf = context.Conf;
        var heap = conf.MiB(SparkConfKeys.ExecutorMemory) ?? DefaultHeapMiB;
        var factor = conf.Factor(SparkConfKeys.ExecutorMemoryOverheadFactor) ?? conf.Factor(SparkConfKeys.MemoryOverheadFactor) ?? 0.1;
        var minimum = context.Release.Has(SparkFeatures.MinimumOverheadKeys) ? conf.MiB(SparkConfKeys.ExecutorMinMemoryOverhead) : null;

        // The key of old still counts. Source: SparkConf.configsWithAlternatives.
        var overhead = conf.MiB(SparkConfKeys.ExecutorMemoryOverhead) ?? conf.MiB("spark.yarn.executor.memoryOverhead") ?? DriverMemory.Overhead(heap, factor, minimum ?? DriverMemory.MinimumOverheadMiB);
        var python = context.Application.Type is ResourceType.Python ? conf.MiB("spark.executor.pyspark.memory") ?? 0 : 0;

        return new ExecutorMemory(heap, DriverMemory.Sum(context, SparkConfKeys.ExecutorMemory, heap, overhead, OffHeap(context), python));
    }

    // A bare number counts bytes here, unlike in all other memory settings.
    private static long OffHeap(StepContext context)
    {
        const string key = "spark.memory.offHeap.size";
        if (context.Conf.Flag("spark.memory.offHeap.enabled") is not true || context.Conf.Text(key) is not { } text)
            return 0;

        if (MemorySize.TryParse(text, 1, context.Release.Has(SparkFeatures.BinarySuffixes), out var bytes) && bytes > 0)
            return bytes / MemorySize.MiB;

        context.Errors.Add(key, $"'{text}' is not a positive memory size; write digits and one of k, m, g, such as '1g'.");
        return 0;
    }
}
