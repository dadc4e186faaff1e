using System.Net;
using System.Net.Sockets;
using Cli.Cluster;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Forwarding;

namespace Cli.Forwarding;

/// <summary>A port of this machine that leads to a port of a pod. Every connection is opened anew, so that it survives cuts and new pods.</summary>
internal sealed class LocalPort : IDisposable
{
    private readonly TcpListener _listener;

    private LocalPort(TcpListener listener) => _listener = listener;

    public int Number => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <param name="port">0 takes any free one.</param>
    public static LocalPort Open(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return new LocalPort(listener);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new CliException($"port {port} of this machine cannot be used ({exception.Message.TrimEnd('.')}); --local-port 0 takes any free one.", cause: exception);
        }
    }

    /// <summary>Serves connections until cancelled. One that fails is told on the error stream and ends alone.</summary>
    /// <param name="cluster">With sockets.</param>
    /// <param name="findPod">Name of the pod as it is now; null while there is none.</param>
    /// <param name="remotePort">Port of the pod.</param>
    /// <param name="shell">For messages.</param>
    /// <param name="cancellationToken">Ends it; open connections are cut.</param>
    public async Task ServeAsync(
        ClusterAccess cluster, Func<CancellationToken, Task<string?>> findPod, int remotePort, Shell shell, CancellationToken cancellationToken)
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(cancellationToken);
                open.RemoveAll(connection => connection.IsCompleted);
                open.Add(ServeOneAsync(client, cluster, findPod, remotePort, shell, cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(open);
        }
    }

    public void Dispose() => _listener.Dispose();

    private static async Task ServeOneAsync(
        TcpClient client, ClusterAccess cluster, Func<CancellationToken, Task<string?>> findPod, int remotePort, Shell shell, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                if (await findPod(cancellationToken) is not { } pod)
                {
                    await shell.Error.WriteLineAsync("sparkctl: a connection was closed: there is no pod at the moment");
                    return;
                }

                var request = PortForward.Request(cluster.Namespace, pod, remotePort);
                using var socket = await cluster.Sockets!.ConnectAsync(request, PortForward.Protocol, cancellationToken);
                await PortForward.CopyAsync(request, socket, client.GetStream(), cancellationToken);
            }
            catch (Exception exception) when (exception is ApiException or IOException)
            {
                await shell.Error.WriteLineAsync($"sparkctl: a connection ended: {(exception is ApiStatusException { Status.Message: { Length: > 0 } words } ? words : exception.Message)}");
            }
            catch (OperationCanceledException)
            {
                // Cut by the end of forwarding, or by the end of the other direction.
            }
        }
    }
}
