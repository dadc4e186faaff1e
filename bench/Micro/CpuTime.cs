using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Micro;

/// <summary>CPU time of each admission benchmark, by the kernel's account: unlike a clock, it says the same on a machine that others use too.</summary>
internal static class CpuTime
{
    private const int Batches = 10;
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(400);

    /// <summary>One line for each: the least and the middle of all batches. Unit: microseconds.</summary>
    public static void Measure(TextWriter output)
    {
        var benchmarks = new AdmissionBenchmarks();
        foreach (var method in typeof(AdmissionBenchmarks).GetMethods().Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null))
        {
            var run = Of(benchmarks, method);
            _ = Batch(run);
            _ = Batch(run);
            var batches = Enumerable.Range(0, Batches).Select(_ => Batch(run)).Order().ToList();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method.Name,-26} least {batches[0],8:0.0} us   middle {batches[Batches / 2],8:0.0} us"));
        }
    }

    private static Func<object> Of(AdmissionBenchmarks benchmarks, MethodInfo method) => method.CreateDelegate<Func<object>>(benchmarks);

    private static double Batch(Func<object> run)
    {
        var (operations, started) = (0, Used());
        while (Used() - started < BatchTime)
        {
            for (var index = 0; index < 100; index++)
                _ = run();
            operations += 100;
        }

        return (Used() - started).TotalMicroseconds / operations;
    }

    private static TimeSpan Used()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
