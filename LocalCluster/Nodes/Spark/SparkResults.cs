using System.Globalization;
using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;

namespace LocalCluster.Nodes.Spark;

/// <summary>What a driver prints at the end of its work. Pi is really computed, from a seed, so that the line looks as people know it.</summary>
internal static class SparkResults
{
    private const int Samples = 10_000;

    public static void Print(ContainerRun run, SparkApplicationFacts facts)
    {
        var arguments = run.Container.ListAt("args").Texts().ToList();
        if (run.ExitCode == 0)
            run.Print("INFO DAGScheduler: job 0 finished.");
        if (run.ExitCode == 0 && arguments.Any(argument => argument.EndsWith("SparkPi", StringComparison.Ordinal) || argument.EndsWith("/pi.py", StringComparison.Ordinal)))
            run.Print($"Pi is roughly {Pi(facts.AppId).ToString("0.######", CultureInfo.InvariantCulture)}");
        run.PrintEnd();
    }

    /// <summary>Points in a square, counted in its circle.</summary>
    private static double Pi(string seed)
    {
        var random = new Random(seed.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
        var inside = 0;
        for (var i = 0; i < Samples; i++)
        {
            var (x, y) = ((random.NextDouble() * 2) - 1, (random.NextDouble() * 2) - 1);
            inside += (x * x) + (y * y) <= 1 ? 1 : 0;
        }

        return 4.0 * inside / Samples;
    }
}
