using System.Text;
using System.Threading.Channels;
using Kubernetes.Client.Requests;

namespace Testing.Kubernetes;

/// <summary>One open watch of a <see cref="FakeKubernetesApi"/>, in the hands of a test.</summary>
public sealed class FakeWatch
{
    internal FakeWatch(ApiRequest request) => Request = request;

    public ApiRequest Request { get; }

    internal Channel<ReadOnlyMemory<byte>> Lines { get; } = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();

    /// <summary>Sends one event; the object as JSON text.</summary>
    public FakeWatch Send(string type, string objectJson) => SendLine($$"""{"type":"{{type}}","object":{{objectJson}}}""");

    public FakeWatch SendLine(string line)
    {
        _ = Lines.Writer.TryWrite(Encoding.UTF8.GetBytes(line));
        return this;
    }

    /// <summary>The server ends it cleanly.</summary>
    public void End() => Lines.Writer.TryComplete();

    public void Break(Exception exception) => Lines.Writer.TryComplete(exception);
}
