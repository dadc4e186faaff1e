using System.Diagnostics;
using LocalCluster.Controllers;
using LocalCluster.Nodes.Logs;
using LocalCluster.Serving;

namespace LocalCluster.Tests.Clients;

/// <summary>A whole cluster behind TLS, one for all tests of a class, and programs that are run against it.</summary>
public sealed class ServedCluster : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("localcluster-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private ClusterServer _server = null!;
    private Task _controlPlane = null!;
    private int _namespaces;

    public string Kubeconfig => Path.Combine(_folder, "kubeconfig");

    public async Task InitializeAsync()
    {
        var logs = new PodLogs(TimeProvider.System);
        _server = await ClusterServer.StartAsync(new ClusterServerOptions { PodLogs = logs });
        await File.WriteAllTextAsync(Kubeconfig, _server.Kubeconfig());
        _controlPlane = ControlPlane.RunAsync(_server.Api, TimeProvider.System, 2, _server.CaCertificate, logs, _stop.Token);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await FluentActions.Awaiting(() => _controlPlane).Should().ThrowAsync<OperationCanceledException>();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>A namespace of the test's own, with its service account.</summary>
    public async Task<Kubectl> NamespaceAsync()
    {
        var name = $"n{Interlocked.Increment(ref _namespaces)}";
        var kubectl = new Kubectl(this, name);
        _ = await kubectl.MustAsync($"create namespace {name}");
        _ = await kubectl.MustAsync("wait --for=create serviceaccount/default --timeout=30s");
        return kubectl;
    }

    /// <summary>Writes a file for a command to read; returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    internal async Task<(int Code, string Output, string Errors)> RunAsync(string program, IEnumerable<string> arguments, string? input = null)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = _folder };
        start.Environment["HOME"] = _folder;
        start.Environment["KUBECONFIG"] = Kubeconfig;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return (process.ExitCode, await output, await errors);
    }
}
