using ApplicationLoad.Loading;

namespace ApplicationLoad.Measuring;

/// <summary>Takes a sample now and then until it is disposed.</summary>
internal sealed class Sampler : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    private Sampler(Func<CancellationToken, Task> work) => _work = work(_stop.Token);

    /// <param name="target">What is sampled.</param>
    /// <param name="ledger">Of the load.</param>
    /// <param name="period">Between two samples.</param>
    /// <param name="asksController">Whether the queue's depth is asked for, which costs the controller a little.</param>
    /// <param name="take">Gets each sample.</param>
    /// <param name="clock">Of the period.</param>
    public static Sampler Start(Target target, Ledger ledger, TimeSpan period, bool asksController, Action<Sample> take, TimeProvider clock) =>
        new(token => WorkAsync(target, ledger, period, asksController, take, clock, token));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _work;
        }
        catch (OperationCanceledException)
        {
            // It was asked to end.
        }

        _stop.Dispose();
    }

    private static async Task WorkAsync(Target target, Ledger ledger, TimeSpan period, bool asksController, Action<Sample> take, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var depth = new QueueDepth();
        using var timer = new PeriodicTimer(period, clock);
        var begun = clock.GetTimestamp();
        do
        {
            var waiting = asksController && target.ControllerTelemetry is { } telemetry ? await depth.AskAsync(telemetry, cancellationToken) : null;
            take(Sample.Of(clock.GetElapsedTime(begun).TotalSeconds, ledger, waiting, target.Usage()));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
