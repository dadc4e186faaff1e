using Kubernetes.Client.LeaderElection;
using Testing.Time;

namespace Kubernetes.Client.Tests.LeaderElection;

/// <summary>One replica that wants to lead, and notes when it does.</summary>
internal sealed class Candidate : ILeaseObserver, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ManualTimeProvider _clock;

    public Candidate(string name, LeaseStand stand, ManualTimeProvider clock, int seed)
    {
        (_clock, Api) = (clock, stand.ForCandidate());
        var options = new LeaseOptions { Namespace = "n", Name = "l", Identity = name };
        Elector = new LeaseElector(Api, options, clock, new Random(seed), this);
    }

    public LeaseElector Elector { get; }

    public LeaseStand.View Api { get; }

    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>True while the work of a leader goes on.</summary>
    public bool Works { get; private set; }

    public int Terms { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public List<string> Told { get; } = [];

    /// <summary>Outside of the test's own context, so that all it does happens within <see cref="ManualTimeProvider.Advance"/>.</summary>
    public void Start()
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        Running = Elector.RunAsync(LeadAsync, _stop.Token);
        SynchronizationContext.SetSynchronizationContext(context);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Running;
        }
        catch (OperationCanceledException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        // One that failed by itself was looked at by its test.
        if (!Running.IsFaulted)
            await StopAsync();
        _stop.Dispose();
    }

    public void BecameLeader() => Told.Add("leader");

    public void StoppedLeading(string why) => Told.Add(why);

    public void Following(string holder) => Told.Add($"follows {holder}");

    public void Failed(Exception error) => Told.Add("failed");

    private async Task LeadAsync(CancellationToken cancellationToken)
    {
        (Works, Terms, StartedAt) = (true, Terms + 1, _clock.GetUtcNow());
        // Ends on the thread that cancels; a delay that is cancelled would go on in the pool, while the clock moves on.
        var over = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
        try
        {
            await over.Task;
        }
        finally
        {
            (Works, EndedAt) = (false, _clock.GetUtcNow());
        }
    }
}
