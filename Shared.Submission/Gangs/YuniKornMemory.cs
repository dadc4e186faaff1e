using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;

namespace Shared.Submission.Gangs;

/// <summary>Memory of one pod as YuniKorn is told it: in whole MiB; numbers without a unit count as Spark counts them. Source: <c>controller.md</c> 2.7.4.</summary>
internal static class YuniKornMemory
{
    private const decimal MinimumOverhead = 384m * MemorySize.MiB;

    public static string OfDriver(SparkApplicationSpec spec, ErrorList errors) =>
        Text(WithOverhead(spec, spec.Driver, "spec.driver", errors));

    public static string OfExecutor(SparkApplicationSpec spec, ErrorList errors)
    {
        var bytes = WithOverhead(spec, spec.Executor, "spec.executor", errors);
        var conf = spec.SparkConf.OrEmpty();

        if (spec.Type is ApplicationTypes.Python && conf.GetValueOrDefault("spark.executor.pyspark.memory") is { } pyspark)
            bytes += Bytes(pyspark, MemorySize.MiB, "spec.sparkConf[spark.executor.pyspark.memory]", errors);
        if (conf.GetValueOrDefault("spark.memory.offHeap.enabled") is not (null or "false") && conf.GetValueOrDefault("spark.memory.offHeap.size") is { } offHeap)
            bytes += Bytes(offHeap, 1, "spec.sparkConf[spark.memory.offHeap.size]", errors);
        return Text(bytes);
    }

    private static decimal WithOverhead(SparkApplicationSpec spec, SparkPodSpec? pod, string path, ErrorList errors)
    {
        var memory = pod?.Memory is { } text ? Bytes(text, MemorySize.MiB, $"{path}.memory", errors) : 0;
        return memory + (pod?.MemoryOverhead is { } overhead
            ? Bytes(overhead, MemorySize.MiB, $"{path}.memoryOverhead", errors)
            : Math.Max(decimal.Truncate(memory * Factor(spec, errors)), MinimumOverhead));
    }

    private static decimal Factor(SparkApplicationSpec spec, ErrorList errors)
    {
        if (spec.MemoryOverheadFactor is not { Length: > 0 } text)
            return spec.Type is ApplicationTypes.Java or ApplicationTypes.Scala ? 0.1m : 0.4m;

        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor))
            return factor;

        errors.Add("spec.memoryOverheadFactor", $"'{text}' is not a number; write a fraction such as '0.1'.");
        return 0;
    }

    private static decimal Bytes(string text, long unitOfBareNumber, string path, ErrorList errors)
    {
        var isBare = text.Length > 0 && char.IsAsciiDigit(text[^1]);
        if (MemorySize.TryParse(text, 1, false, out var size))
            return isBare ? size * (decimal)unitOfBareNumber : size;

        errors.Add(path, $"'{text}' is not a memory size; write digits and a unit such as '512m' or '4g'.");
        return 0;
    }

    private static string Text(decimal bytes) => decimal.Truncate(bytes / MemorySize.MiB).ToString(CultureInfo.InvariantCulture) + "Mi";
}
