using System.Buffers;
using System.IO.Pipelines;

namespace Webhook.Admission;

/// <summary>What all requests together may hold in memory, so that many large ones at once cannot end the process.</summary>
internal sealed class BodyBudget(long bytes)
{
    private long _left = bytes;

    public bool TryTake(long amount)
    {
        if (Interlocked.Add(ref _left, -amount) >= 0)
            return true;
        Interlocked.Add(ref _left, amount);
        return false;
    }

    public void Return(long amount) => Interlocked.Add(ref _left, amount);
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

    /// <summary>The bytes are valid inside <paramref name="use"/> only.</summary>
    public static async Task<BodyOutcome> ReadAsync(
        HttpRequest request, BodyBudget budget, Func<ReadOnlyMemory<byte>, Task> use, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.Length >= Limit || request.ContentLength >= Limit)
            {
                reader.AdvanceTo(buffer.End);
                await DiscardAsync(reader, result.IsCompleted, cancellationToken);
                return BodyOutcome.TooLarge;
            }

            if (!result.IsCompleted)
            {
                // Nothing is consumed: the pipe keeps it, and the next read brings it again with more.
                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            var length = buffer.Length;
            if (!budget.TryTake(length))
            {
                reader.AdvanceTo(buffer.End);
                return BodyOutcome.NoRoom;
            }

            var rented = ArrayPool<byte>.Shared.Rent((int)length);
            try
            {
                buffer.CopyTo(rented);
                reader.AdvanceTo(buffer.End);
                await use(rented.AsMemory(0, (int)length));
                return BodyOutcome.Complete;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
                budget.Return(length);
            }
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
