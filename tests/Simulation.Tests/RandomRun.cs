namespace Simulation.Tests;

/// <summary>Runs random plans one after the other.</summary>
internal static class RandomRun
{
    /// <returns>0 without a violation, else 1.</returns>
    public static async Task<int> RunAsync(int seed, long plans, TimeSpan limit, TimeProvider clock, TextWriter output, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var (run, violations) = (0L, 0L);
        for (; run < plans && clock.GetElapsedTime(started) < limit && !cancellationToken.IsCancellationRequested; run++)
        {
            var plan = RandomPlans.At(seed, run);
            if (await ViolationsAsync(plan) is not { Length: > 0 } found)
                continue;

            violations++;
            await output.WriteLineAsync($"--seed {seed} --plan {run}: {found} (--replay \"{plan}\")");
        }

        await output.WriteLineAsync($"seed {seed}, {clock.GetElapsedTime(started).TotalMilliseconds / Math.Max(run, 1):0.00} ms each");
        await output.WriteLineAsync($"{run} plans, {violations} violations");
        return violations == 0 ? 0 : 1;
    }

    /// <summary>One plan with all its calls.</summary>
    public static async Task<int> ReplayAsync(Plan plan, TextWriter output)
    {
        var outcome = await plan.RunAsync();
        foreach (var line in outcome.Trace)
            await output.WriteLineAsync(line);
        await output.WriteLineAsync($"{plan}");
        foreach (var violation in outcome.Violations)
            await output.WriteLineAsync(violation);
        return outcome.Violations.Length == 0 ? 0 : 1;
    }

    // A controller that breaks down is a finding like another, and must not end the run.
    private static async Task<string> ViolationsAsync(Plan plan)
    {
        try
        {
            return string.Join("; ", (await plan.RunAsync()).Violations);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"O11: {error.GetType().Name}: {error.Message}";
        }
    }
}
