using System.Text;
using Kubernetes.Client.Connection;

namespace Cli.Logs;

/// <summary>The lines of a log that comes over a network. The part of a line that a cut leaves is dropped: it comes again, whole.</summary>
internal sealed class CuttableReader(Stream stream) : IDisposable
{
    private readonly StreamReader _reader = new(stream, Encoding.UTF8);

    /// <summary>Whether the end was none of the sender's.</summary>
    public bool WasCut { get; private set; }

    /// <returns>Null at the end.</returns>
    public async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception cut) when (cut is ApiTransportException or IOException)
        {
            WasCut = true;
            return null;
        }
    }

    public void Dispose() => _reader.Dispose();
}
