namespace Simulation.Tests.Whole;

/// <summary>One thread for everything that a controller awaits, so that its steps come in the same order each time.</summary>
internal sealed class Pump : SynchronizationContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Queue<(SendOrPostCallback Call, object? State)> _waiting = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_waiting)
        {
            _waiting.Enqueue((d, state));
            Monitor.Pulse(_waiting);
        }
    }

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
            if (Next(isElsewhere) is not var (call, state))
                return worked;
            worked = true;
            call(state);
        }

        return worked;
    });

    private (SendOrPostCallback Call, object? State)? Next(Func<bool> isElsewhere)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (!isElsewhere())
                    return null;
                if (!Monitor.Wait(_waiting, Patience))
                    throw new TimeoutException("A step that the runtime took elsewhere did not come back.");
            }

            return _waiting.Dequeue();
        }
    }
}
