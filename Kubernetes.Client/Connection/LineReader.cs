using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Kubernetes.Client.Requests;

namespace Kubernetes.Client.Connection;

/// <summary>Cuts a stream into lines. What follows the last line break was cut off on its way and is dropped.</summary>
internal static class LineReader
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        ApiRequest request, Stream stream, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 << 10));
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    var line = rest.Slice(0, end);
                    if (line.Length > 0)
                        yield return line.ToArray();
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (rest.Length > limit)
                    throw new ApiTransportException(request, TransportFault.TooLarge, $"a line of the watch has more than {limit} bytes.");

                reader.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                    yield break;
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }
}
