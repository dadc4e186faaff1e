using System.Threading.Channels;

namespace LocalCluster.Storage;

/// <summary>A live feed of the changes of one resource, from the moment it was made. Dispose it to leave.</summary>
public sealed class Subscription : IDisposable
{
    // A follower that is this far behind is cut off and must list again; keeping its backlog would cost everybody's memory.
    private const int Backlog = 100_000;

    private readonly Channel<StoreEvent> _channel =
        Channel.CreateBounded<StoreEvent>(new BoundedChannelOptions(Backlog) { SingleReader = true, SingleWriter = true });

    private readonly Action<Subscription> _leave;

    internal Subscription(IReadOnlyList<StoreEvent> missed, Snapshot start, Action<Subscription> leave)
    {
        Missed = missed;
        Start = start;
        _leave = leave;
    }

    /// <summary>Changes between the asked revision and <see cref="Start"/>.</summary>
    public IReadOnlyList<StoreEvent> Missed { get; }

    /// <summary>The state from which the feed goes on.</summary>
    public Snapshot Start { get; }

    /// <summary>Ends when the subscription is disposed, or when its reader was too slow.</summary>
    public ChannelReader<StoreEvent> Changes => _channel.Reader;

    internal void Offer(StoreEvent change)
    {
        if (!_channel.Writer.TryWrite(change))
            _ = _channel.Writer.TryComplete();
    }

    public void Dispose()
    {
        _leave(this);
        _ = _channel.Writer.TryComplete();
    }
}
