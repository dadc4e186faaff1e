using EndToEnd.Tests.Clusters;

namespace EndToEnd.Tests.Processes;

/// <summary>Webhook and Controller as real processes on a cluster that has our CRDs and webhook configurations.</summary>
public sealed class OperatorUnderTest : IAsyncDisposable
{
    private readonly ICluster _cluster;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spark-operator-e2e");

    private OperatorUnderTest(ICluster cluster) => _cluster = cluster;

    public ProgramUnderTest Webhook { get; private set; } = null!;

    public ProgramUnderTest Controller { get; private set; } = null!;

    /// <summary>What both wrote, for the message of a failed test.</summary>
    public string Output => $"--- webhook\n{Webhook?.Output}\n--- controller\n{Controller?.Output}\n--- cluster\n{_cluster.Output}";

    /// <summary>Installs what a cluster administrator installs, starts both processes and waits until they serve.</summary>
    public static async Task<OperatorUnderTest> StartAsync(ICluster cluster)
    {
        var started = new OperatorUnderTest(cluster);
        try
        {
            await new Sparkctl(cluster.KubeConfigPath).DoAsync("crds", "install");
            await started.StartWebhookAsync();
            await started.StartControllerAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another controller; the one before must be gone.</summary>
    public async Task StartControllerAsync()
    {
        if (Controller is not null)
            await Controller.DisposeAsync();
        Controller = ProgramUnderTest.Start(
            "Controller", ["--kubeconfig", _cluster.KubeConfigPath, "--metrics-listen", "http://127.0.0.1:0", "--leader-election=false"]);
        await Controller.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Controller is not null)
            await Controller.DisposeAsync();
        if (Webhook is not null)
            await Webhook.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartWebhookAsync()
    {
        var certificates = Path.Combine(_folder.FullName, "certificates");
        Webhook = ProgramUnderTest.Start("Webhook",
        [
            "--kubeconfig", _cluster.KubeConfigPath, "--listen", $"https://{_cluster.WebhookHost}:0", "--metrics-listen", "http://127.0.0.1:0",
            "--certificate-directory", certificates, "--self-signed-certificate",
        ]);
        var address = await Webhook.ReadyAsync();

        var configurations = Path.Combine(_folder.FullName, "webhooks.json");
        await using var print = ProgramUnderTest.Start(
            "Webhook", ["--print-configurations", "--url", address.ToString(), "--ca-file", Path.Combine(certificates, "ca.crt")]);
        (await print.ExitAsync()).Should().Be(0, print.Output);
        await File.WriteAllTextAsync(configurations, print.Output);
        await new Sparkctl(_cluster.KubeConfigPath).DoAsync("create", configurations);
    }
}
