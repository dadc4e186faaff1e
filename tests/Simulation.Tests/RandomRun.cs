namespace Simulation.Tests;

/// <summary>Runs many plans one after the other, by hand.</summary>
internal static class RandomRun
{
    /// <param name="what">Said before the time that each took, such as the seed.</param>
    /// <param name="planAt">By number, from 0.</param>
    /// <param name="plans">How many.</param>
    /// <param name="limit">At most so long.</param>
    /// <param name="clock">Of that.</param>
    /// <param name="output">A line for each violation, and the counts.</param>
    /// <param name="cancellationToken">Ends it after the plan in hand.</param>
    /// <returns>0 without a violation, else 1.</returns>
    public static async Task<int> RunAsync(string what, Func<long, Plan> planAt, long plans, TimeSpan limit, TimeProvider clock, TextWriter output, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var (run, violations) = (0L, 0L);
        for (; run < plans && clock.GetElapsedTime(started) < limit && !cancellationToken.IsCancellationRequested; run++)
        {
            var plan = planAt(run);
            if (await ViolationsAsync(plan) is not { Length: > 0 } found)
                continue;

            violations++;
            await output.WriteLineAsync($"--replay \"{plan}\": {found}");
        }

        await output.WriteLineAsync($"{what}, {clock.GetElapsedTime(started).TotalMilliseconds / Math.Max(run, 1):0.00} ms each");
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
