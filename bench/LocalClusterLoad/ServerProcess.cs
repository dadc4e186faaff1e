using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalClusterLoad;

/// <summary>A LocalCluster in a process of its own, with what it has used of CPU and memory.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _kubeconfig;

    private ServerProcess(Process process, string kubeconfig, TimeSpan readyAfter)
    {
        _process = process;
        _kubeconfig = kubeconfig;
        ReadyAfter = readyAfter;
        var document = JsonNode.Parse(File.ReadAllText(kubeconfig))!;
        var cluster = document["clusters"]![0]!["cluster"]!;
        Address = new Uri(cluster["server"]!.GetValue<string>());
        Authority = X509Certificate2.CreateFromPem(Decode(cluster["certificate-authority-data"]));
        var user = document["users"]![0]!["user"]!;
        using var pem = X509Certificate2.CreateFromPem(Decode(user["client-certificate-data"]), Decode(user["client-key-data"]));
        ClientCertificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    public Uri Address { get; }

    public X509Certificate2 Authority { get; }

    public X509Certificate2 ClientCertificate { get; }

    /// <summary>From the start of the process to its ready line.</summary>
    public TimeSpan ReadyAfter { get; }

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public static async Task<ServerProcess> StartAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        var kubeconfig = Path.GetTempFileName();
        string[] program = settings.Server is { } published ? [published] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "LocalCluster.dll")];
        var begun = TimeProvider.System.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(program[0], [.. program[1..], "--nodes", "0", "--write-kubeconfig", kubeconfig]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program[0]} did not start.");
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
                return new ServerProcess(process, kubeconfig, TimeProvider.System.GetElapsedTime(begun));
        }

        throw new InvalidOperationException("LocalCluster ended before it was ready.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        ClientCertificate.Dispose();
        Authority.Dispose();
        File.Delete(_kubeconfig);
    }

    private static string Decode(JsonNode? base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64!.GetValue<string>()));
}
