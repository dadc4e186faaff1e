using System.Runtime.CompilerServices;

namespace EndToEnd.Tests;

/// <summary>Waits for a condition with a deadline; says what was seen last when it never came.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    public static async Task<T> SeesAsync<T>(
        Func<Task<T>> look, Func<T, bool> isWanted, Func<string>? context = null, [CallerArgumentExpression(nameof(isWanted))] string wanted = "")
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isWanted(seen))
                return seen;
            if (clock.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"Not seen within {Patience.TotalSeconds} s: {wanted}\nlast seen: {seen}\n{context?.Invoke()}");
            await Task.Delay(BetweenLooks, clock);
        }
    }
}
