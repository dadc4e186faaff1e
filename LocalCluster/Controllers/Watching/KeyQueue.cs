using System.Threading.Channels;

namespace LocalCluster.Controllers.Watching;

/// <summary>Keys waiting for one worker. A key that waits already is not added again; one that is being worked on is.</summary>
internal sealed class KeyQueue<TKey>(TimeProvider clock) where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly HashSet<TKey> _waiting = [];
    private readonly Channel<TKey> _channel = Channel.CreateUnbounded<TKey>(new UnboundedChannelOptions { SingleReader = true });

    public void Add(TKey key)
    {
        lock (_lock)
        {
            if (_waiting.Add(key))
                _ = _channel.Writer.TryWrite(key);
        }
    }

    /// <summary>Works through the keys one after another until cancelled; a key whose work answers with a delay comes back after it.</summary>
    public async Task RunAsync(Func<TKey, CancellationToken, Task<TimeSpan?>> work, CancellationToken cancellationToken)
    {
        await foreach (var key in _channel.Reader.ReadAllAsync(cancellationToken))
        {
            lock (_lock)
                _ = _waiting.Remove(key);

            if (await work(key, cancellationToken) is { } delay)
                _ = AddLaterAsync(key, delay, cancellationToken);
        }
    }

    private async Task AddLaterAsync(TKey key, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, clock, cancellationToken);
            Add(key);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The cluster stops: nothing comes back.
        }
    }
}
