using System.Collections.Concurrent;

namespace Simulation.Tests.Whole;

/// <summary>One thread for everything that a controller awaits, so that its steps come in the same order each time.</summary>
internal sealed class Pump : SynchronizationContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _waiting = [];

    public override void Post(SendOrPostCallback d, object? state) => _waiting.Add((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Does something as if it came from this thread.</summary>
    public T Do<T>(Func<T> what)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return what();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Until nothing waits, or it is dead.</summary>
    /// <param name="isDead">True when nothing more may happen here.</param>
    /// <param name="isElsewhere">True while a step is on a thread of the runtime, as the cancellation of a token is: it comes back here, and no virtual time passes meanwhile.</param>
    /// <returns>True when it did anything.</returns>
    public bool Run(Func<bool> isDead, Func<bool> isElsewhere) => Do(() =>
    {
        var worked = false;
        while (!isDead())
        {
            if (!_waiting.TryTake(out var next))
            {
                if (!isElsewhere())
                    return worked;
                if (!_waiting.TryTake(out next, Patience))
                    throw new TimeoutException("A step that the runtime took elsewhere did not come back.");
            }

            worked = true;
            next.Call(next.State);
        }

        return worked;
    });
}
