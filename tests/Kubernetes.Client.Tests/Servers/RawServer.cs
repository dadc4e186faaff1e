using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kubernetes.Client.Tests.Servers;

/// <summary>Speaks bytes, not HTTP, so that it can lie. Each accepted request is given to the trick with its number, from 0.</summary>
internal class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _requests = [];
    private readonly Func<int, string, NetworkStream, CancellationToken, Task> _trick;
    private readonly Task _accepting;

    public RawServer(Func<int, NetworkStream, CancellationToken, Task> trick)
        : this((number, _, stream, stop) => trick(number, stream, stop))
    {
    }

    public RawServer(Func<string, NetworkStream, CancellationToken, Task> trick)
        : this((_, request, stream, stop) => trick(request, stream, stop))
    {
    }

    private RawServer(Func<int, string, NetworkStream, CancellationToken, Task> trick)
    {
        _trick = trick;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public RawServer(params string[] answers)
        : this((number, _, stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(answers[Math.Min(number, answers.Length - 1)]), stop).AsTask())
    {
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>Head and body of each request.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    // One request a connection: what a trick leaves behind must not reach the next.
    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadRequestAsync(stream);
                if (request.Length == 0)
                    return;
                int number;
                lock (_requests)
                {
                    number = _requests.Count;
                    _requests.Add(request);
                }

                await _trick(number, request, stream, _stop.Token);
                await stream.FlushAsync(_stop.Token);
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException)
            {
                // The client hung up, or the test is over.
            }
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        while (!IsComplete(text.ToString()))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
                break;
            _ = text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    private static bool IsComplete(string request)
    {
        if (request.StartsWith('\u0016'))
            return true; // The first bytes of TLS: nothing more will come before we answer.
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null || request.Length - end - 4 >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
