using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Testing.Time;

/// <summary>Waits for a condition in real time, with a deadline, for what other threads or processes do.</summary>
public static class Eventually
{
    /// <summary>Long enough for a loaded machine; a test that passes never waits for it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static Task True(Func<bool> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        True(() => Task.FromResult(condition()), deadline, what);

    public static async Task True(Func<Task<bool>> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > (deadline ?? Deadline))
                throw new TimeoutException($"Still not true after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {what}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Moves a manual clock on in small steps until the condition holds, so that work between timers gets its turn.</summary>
    public static Task True(ManualTimeProvider clock, TimeSpan step, Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        True(
            () =>
            {
                if (condition())
                    return true;
                clock.Advance(step);
                return condition();
            },
            null,
            what);
}
