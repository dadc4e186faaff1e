using System.Globalization;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Gangs;

/// <summary>How many executors a gang starts with. Source: <c>controller.md</c> 2.7.1, Spark's <c>SchedulerBackendUtils</c>.</summary>
public static class GangSize
{
    private const int WhenNothingIsSaid = 2;

    /// <summary>As the fields of the application say it.</summary>
    public static int InitialExecutors(SparkApplicationSpec spec) => spec.DynamicAllocation is { Enabled: true } allocation
        ? Math.Max(0, new[] { spec.Executor?.Instances, allocation.InitialExecutors, allocation.MinExecutors }.Max() ?? 0)
        : spec.Executor?.Instances ?? WhenNothingIsSaid;

    /// <summary>As the driver will read it from its properties, wherever they came from.</summary>
    public static int InitialExecutors(IReadOnlyDictionary<string, string> properties)
    {
        var instances = Number("spark.executor.instances");
        return bool.TryParse(properties.GetValueOrDefault("spark.dynamicAllocation.enabled"), out var isDynamic) && isDynamic
            ? Math.Max(0, new[] { instances, Number("spark.dynamicAllocation.initialExecutors"), Number("spark.dynamicAllocation.minExecutors") }.Max() ?? 0)
            : instances ?? WhenNothingIsSaid;

        int? Number(string key) => int.TryParse(properties.GetValueOrDefault(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
