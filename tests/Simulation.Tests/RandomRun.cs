using System.Globalization;

namespace Simulation.Tests;

/// <summary>Runs many plans by hand, on as many threads as there are to spare. A plan is what its number says, whichever thread runs it.</summary>
/// <param name="planAt">By number, from 0.</param>
/// <param name="clock">Of the limit, and of the counts in between.</param>
/// <param name="output">A line for each violation, the count of every minute, and the counts at the end.</param>
internal sealed class RandomRun(Func<long, Plan> planAt, TimeProvider clock, TextWriter output)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TextWriter _output = TextWriter.Synchronized(output);
    private readonly long _started = clock.GetTimestamp();
    private long _next = -1;
    private long _run;
    private long _violations;
    private long _minutes;

    /// <param name="what">Said before the time that each took, such as the seed.</param>
    /// <param name="plans">How many.</param>
    /// <param name="limit">At most so long.</param>
    /// <param name="threads">So many plans at once.</param>
    /// <param name="cancellationToken">Ends it after the plans in hand.</param>
    /// <returns>0 without a violation, else 1.</returns>
    public async Task<int> RunAsync(string what, long plans, TimeSpan limit, int threads, CancellationToken cancellationToken)
    {
        var used = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() => WorkAsync(plans, limit, cancellationToken), CancellationToken.None)));
        var each = (Environment.CpuUsage.TotalTime - used).TotalMilliseconds / Math.Max(_run, 1);
        await _output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what}, {each:0.00} ms of CPU each"));
        await _output.WriteLineAsync(Counts);
        return _violations == 0 ? 0 : 1;
    }

    private string Counts => $"{_run} plans, {_violations} violations";

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

    private async Task WorkAsync(long plans, TimeSpan limit, CancellationToken cancellationToken)
    {
        while (clock.GetElapsedTime(_started) < limit && !cancellationToken.IsCancellationRequested && Interlocked.Increment(ref _next) is var number && number < plans)
        {
            var plan = planAt(number);
            if (await ViolationsAsync(plan) is { Length: > 0 } found)
            {
                _ = Interlocked.Increment(ref _violations);
                await _output.WriteLineAsync($"--replay \"{plan}\": {found}");
            }

            _ = Interlocked.Increment(ref _run);
            await SayCountsAsync();
        }
    }

    // A run that is interrupted has said how far it came.
    private async Task SayCountsAsync()
    {
        var (said, now) = (Interlocked.Read(ref _minutes), (long)(clock.GetElapsedTime(_started) / Minute));
        if (now > said && Interlocked.CompareExchange(ref _minutes, now, said) == said)
            await _output.WriteLineAsync($"after {now} min: {Counts}");
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
