using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Quota;

/// <summary>
/// What an application that passed validation asks of its namespace: one driver and its executors, cores and bytes, by the names that quotas use.
/// Counted as upstream counts (<c>sparkConf</c>, sidecars and GPUs are left out), but memory once, limits of memory too, and executors at their maximum.
/// </summary>
public static class ResourceDemand
{
    private const long MinOverhead = 384L << 20;

    private const long Mebibyte = 1L << 20;

    /// <summary>What the API server's own amounts end at; beyond, sums would not fit.</summary>
    private const decimal Most = long.MaxValue;

    public static IReadOnlyDictionary<string, decimal> Of(SparkApplicationSpec spec)
    {
        var executors = Executors(spec);
        var cores = Cores(spec.Driver) + (executors * Cores(spec.Executor));
        var limit = CoreLimit(spec.Driver) + (executors * CoreLimit(spec.Executor));
        var factor = OverheadFactor(spec);
        var memory = Memory(spec.Driver, factor) + (executors * Memory(spec.Executor, factor));
        return new SortedDictionary<string, decimal>(StringComparer.Ordinal)
        {
            ["cpu"] = cores,
            ["limits.cpu"] = limit,
            ["limits.memory"] = memory,
            ["memory"] = memory,
            ["requests.cpu"] = cores,
            ["requests.memory"] = memory,
        };
    }

    /// <summary>At their maximum; without one, as many as it starts with.</summary>
    public static int Executors(SparkApplicationSpec spec)
    {
        var instances = spec.Executor?.Instances ?? 1;
        return spec.DynamicAllocation is { Enabled: true } dynamic
            ? dynamic.MaxExecutors ?? Math.Max(instances, Math.Max(dynamic.MinExecutors ?? 0, dynamic.InitialExecutors ?? 0))
            : instances;
    }

    private static decimal Cores(SparkPodSpec? pod) => pod?.Cores ?? 1;

    private static decimal CoreLimit(SparkPodSpec? pod) =>
        pod?.CoreLimit is { } text && QuantityText.TryParse(text, out var limit) ? Math.Min(limit, Most) : Cores(pod);

    private static decimal Memory(SparkPodSpec? pod, decimal factor)
    {
        var heap = Bytes(pod?.Memory) ?? 0;
        return heap + (Bytes(pod?.MemoryOverhead) ?? Math.Clamp(decimal.Truncate(heap * factor), MinOverhead, Most));
    }

    // A number without a unit is MiB, as Spark reads it.
    private static decimal? Bytes(string? text) =>
        text is not null && JavaMemory.TryGetBytes(text, Mebibyte, out var bytes) ? Math.Min(bytes, Most) : null;

    /// <summary>Spark's defaults: Python and R need more outside of the heap.</summary>
    private static decimal OverheadFactor(SparkApplicationSpec spec) =>
        decimal.TryParse(spec.MemoryOverheadFactor, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) ? Math.Min(factor, 1_000_000m)
        : spec.Type is ApplicationTypes.Python or ApplicationTypes.R ? 0.4m
        : 0.1m;
}
