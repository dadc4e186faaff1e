using System.Buffers;
using System.IO.Pipelines;

namespace Webhook.Admission;

/// <summary>What all requests together may hold in memory, so that many large ones at once cannot end the process.</summary>
internal sealed class BodyBudget(long bytes, TimeProvider clock)
{
    private const int WaitingRoom = 1000;

    /// <summary>A burst is over sooner, and the API server has better things to do than to wait for us.</summary>
    internal static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private long _left = bytes;
    private int _waiting;
    private TaskCompletionSource _returned = NewSignal();

    /// <summary>False when there was no room for a while, or when too many wait already.</summary>
    public async ValueTask<bool> TakeAsync(long amount, CancellationToken cancellationToken)
    {
        if (TryTake(amount))
            return true;
        try
        {
            return Interlocked.Increment(ref _waiting) <= WaitingRoom && await WaitAsync(amount, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<bool> WaitAsync(long amount, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(MaxWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            // Taken before the look, so that what is returned in between is not missed.
            var returned = Volatile.Read(ref _returned).Task;
            if (TryTake(amount))
                return true;
            try
            {
                await returned.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }
    }

    private bool TryTake(long amount)
    {
        if (Interlocked.Add(ref _left, -amount) >= 0)
            return true;
        Interlocked.Add(ref _left, amount);
        return false;
    }

    public void Return(long amount)
    {
        Interlocked.Add(ref _left, amount);
        if (Volatile.Read(ref _waiting) > 0)
            Interlocked.Exchange(ref _returned, NewSignal()).SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal enum BodyOutcome
{
    Complete,
    TooLarge,
    NoRoom,
}

/// <summary>Reads a body whole, within limits that hold for announced and for chunked lengths alike.</summary>
internal static class BodyReader
{
    /// <summary>As upstream: this many bytes are too many.</summary>
    public const int Limit = 7 * 1024 * 1024;

    /// <summary>Up to here a client is told in words; beyond, the server hangs up with HTTP status 413.</summary>
    public const int HardLimit = 2 * Limit;

    /// <summary>What a body of unknown length counts before it has been read.</summary>
    private const int Unannounced = 64 * 1024;

    /// <summary>The bytes are valid inside <paramref name="use"/> only. Room is taken before they are read, as they are announced, or as they come.</summary>
    public static async Task<BodyOutcome> ReadAsync(
        HttpRequest request, BodyBudget budget, Func<ReadOnlyMemory<byte>, Task> use, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        if (request.ContentLength >= Limit)
        {
            await DiscardAsync(reader, completed: false, cancellationToken);
            return BodyOutcome.TooLarge;
        }

        var taken = request.ContentLength ?? Unannounced;
        if (!await budget.TakeAsync(taken, cancellationToken))
            return BodyOutcome.NoRoom;
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                var buffer = result.Buffer;
                if (buffer.Length >= Limit)
                {
                    reader.AdvanceTo(buffer.End);
                    await DiscardAsync(reader, result.IsCompleted, cancellationToken);
                    return BodyOutcome.TooLarge;
                }

                // Twice as much each time, so that a long body asks seldom.
                while (buffer.Length > taken)
                {
                    if (!await budget.TakeAsync(taken, cancellationToken))
                    {
                        reader.AdvanceTo(buffer.End);
                        return BodyOutcome.NoRoom;
                    }

                    taken *= 2;
                }

                if (result.IsCompleted)
                {
                    await UseAsync(reader, buffer, use);
                    return BodyOutcome.Complete;
                }

                // Nothing is consumed: the pipe keeps it, and the next read brings it again with more.
                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            budget.Return(taken);
        }
    }

    private static async Task UseAsync(PipeReader reader, ReadOnlySequence<byte> buffer, Func<ReadOnlyMemory<byte>, Task> use)
    {
        var length = (int)buffer.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            buffer.CopyTo(rented);
            reader.AdvanceTo(buffer.End);
            await use(rented.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // A client that still sends would see a broken connection instead of our answer. The server's own, larger limit ends this too.
    private static async Task DiscardAsync(PipeReader reader, bool completed, CancellationToken cancellationToken)
    {
        while (!completed)
        {
            var result = await reader.ReadAsync(cancellationToken);
            completed = result.IsCompleted;
            reader.AdvanceTo(result.Buffer.End);
        }
    }
}
