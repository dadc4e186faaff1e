using Testing.Time;

namespace Controller.Tests.Bounds;

/// <summary>Everything that awaits goes on here, one after the other, while virtual time passes a millisecond at a time.</summary>
internal sealed class OneThread(ManualTimeProvider clock) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Starts <paramref name="work"/>, and lets time pass.</summary>
    public void Run(Action work, TimeSpan time)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
            for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(1))
            {
                Drain();
                clock.Advance(TimeSpan.FromMilliseconds(1));
            }

            Drain();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void Drain()
    {
        while (_posted.TryDequeue(out var next))
            next.Callback(next.State);
    }
}
