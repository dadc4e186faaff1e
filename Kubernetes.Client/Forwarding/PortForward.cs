using System.Net.WebSockets;
using System.Text;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Kubernetes.Client.Forwarding;

/// <summary>
/// One connection to one port of a pod. Every message starts with a byte that tells its channel: 0 carries data, 1 errors as text; the first message
/// of each channel is the port number, two bytes, low byte first. Source: kubelet, <c>pkg/kubelet/cri/streaming/portforward/websocket.go</c>.
/// </summary>
public static class PortForward
{
    public const string Protocol = "v4.channel.k8s.io";

    private const byte Data = 0;
    private const byte Error = 1;
    private const int MessageBytes = 32 * 1024;

    /// <summary>The opening of a connection to one port.</summary>
    public static ApiRequest Request(string @namespace, string pod, int port) =>
        ApiRequests.Get(KubernetesResources.Pods, @namespace, pod, "portforward") with
        {
            Query = [new("ports", port.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        };

    /// <summary>Copies both ways until either side ends.</summary>
    /// <exception cref="ApiTransportException">The pod's side tells of an error, such as a port on which nobody listens, or the connection breaks.</exception>
    public static async Task CopyAsync(ApiRequest request, WebSocket socket, Stream local, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (up, down) = (UpAsync(socket, local, either.Token), DownAsync(request, socket, local, either.Token));
        var first = await Task.WhenAny(up, down);
        await either.CancelAsync();
        await Task.WhenAll(up, down).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Current);
        await first;
    }

    private static async Task UpAsync(WebSocket socket, Stream local, CancellationToken cancellationToken)
    {
        var message = new byte[MessageBytes];
        message[0] = Data;
        while (await local.ReadAsync(message.AsMemory(1), cancellationToken) is > 0 and var count)
            await socket.SendAsync(message.AsMemory(0, count + 1), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    private static async Task DownAsync(ApiRequest request, WebSocket socket, Stream local, CancellationToken cancellationToken)
    {
        var buffer = new byte[MessageBytes];
        var preambles = new int[2];
        byte channel = Data;
        for (var isStart = true; ;)
        {
            ValueWebSocketReceiveResult received;
            try
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            }
            catch (WebSocketException exception)
            {
                throw new ApiTransportException(request, TransportFault.Broken, $"the connection to the pod broke: {exception.Message}", exception);
            }

            if (received.MessageType is WebSocketMessageType.Close)
                return;

            var content = buffer.AsMemory(0, received.Count);
            if (isStart && !content.IsEmpty)
            {
                channel = content.Span[0];
                content = content[1..];
            }

            isStart = received.EndOfMessage;
            content = WithoutPort(preambles, channel, content);
            if (channel == Error && !content.IsEmpty)
                throw new ApiTransportException(request, TransportFault.Broken, $"the pod's side says: {Encoding.UTF8.GetString(content.Span).Trim()}");
            if (channel == Data && !content.IsEmpty)
                await local.WriteAsync(content, cancellationToken);
        }
    }

    // The number may come in pieces, and data may follow it in the same message.
    private static Memory<byte> WithoutPort(int[] met, byte channel, Memory<byte> content)
    {
        if (channel >= met.Length)
            return Memory<byte>.Empty;

        var rest = Math.Min(sizeof(ushort) - met[channel], content.Length);
        met[channel] += rest;
        return content[rest..];
    }
}
