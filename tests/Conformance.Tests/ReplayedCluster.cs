using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Controllers;
using LocalCluster.Json;
using LocalCluster.Nodes.Logs;
using LocalCluster.Serving;

namespace Conformance.Tests;

/// <summary>An empty cluster without nodes, as the recordings expect it, and the administrator's credentials as files.</summary>
internal sealed class ReplayedCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterServer _server;
    private readonly Task _controllers;

    private ReplayedCluster(ClusterServer server, string folder)
    {
        _server = server;
        Folder = folder;
        _controllers = ControlPlane.RunAsync(server.Api, TimeProvider.System, nodes: 0, server.CaCertificate, new PodLogs(TimeProvider.System), _stop.Token);
    }

    public string Folder { get; }

    public string Address => _server.Address!.ToString().TrimEnd('/');

    public static async Task<ReplayedCluster> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("conformance").FullName;
        var server = await ClusterServer.StartAsync();
        var kubeconfig = JsonNode.Parse(server.Kubeconfig());
        var user = kubeconfig.ListAt("users").Objects().Single().ObjectAt("user");
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.crt"), server.CaCertificate);
        await WriteDecodedAsync(Path.Combine(folder, "admin.crt"), user.TextAt("client-certificate-data"));
        await WriteDecodedAsync(Path.Combine(folder, "admin.key"), user.TextAt("client-key-data"));
        return new ReplayedCluster(server, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _controllers;
        }
        catch (OperationCanceledException)
        {
            // They run until they are stopped.
        }

        await _server.DisposeAsync();
        _stop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static Task WriteDecodedAsync(string path, string? base64) => File.WriteAllTextAsync(path, Encoding.UTF8.GetString(Convert.FromBase64String(base64!)));
}
