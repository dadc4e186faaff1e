using System.Globalization;
using Kubernetes.Client;

namespace Testing.Operator;

/// <summary>LocalCluster as a process of its own, with simulated nodes.</summary>
public sealed class LocalClusterProcess : ICluster
{
    private readonly ProgramUnderTest _program;
    private readonly DirectoryInfo _folder;

    private LocalClusterProcess(ProgramUnderTest program, DirectoryInfo folder, string kubeConfigPath) =>
        (_program, _folder, KubeConfigPath, Api) = (program, folder, kubeConfigPath, ClusterApi.Connect(kubeConfigPath));

    public string KubeConfigPath { get; }

    public IKubernetesApi Api { get; }

    public string WebhookHost => "127.0.0.1";

    public bool HasLogs => true;

    public string Output => _program.Output;

    /// <summary>The process itself.</summary>
    public ProgramUnderTest Program => _program;

    /// <param name="faults">JSON lines for <c>--faults</c>, or null for a server without faults.</param>
    /// <param name="nodes">Simulated nodes, each with 16 CPUs, 64 GiB and room for 110 pods. Default: 3.</param>
    public static async Task<LocalClusterProcess> StartAsync(string? faults = null, int nodes = 3)
    {
        var folder = Directory.CreateTempSubdirectory("spark-operator-e2e");
        var kubeConfigPath = Path.Combine(folder.FullName, "kubeconfig");
        List<string> arguments = ["--listen", "https://127.0.0.1:0", "--write-kubeconfig", kubeConfigPath, "--nodes", nodes.ToString(CultureInfo.InvariantCulture)];
        if (faults is not null)
        {
            var file = Path.Combine(folder.FullName, "faults.jsonl");
            await File.WriteAllTextAsync(file, faults);
            arguments.AddRange(["--faults", file]);
        }

        var program = ProgramUnderTest.Start("LocalCluster", arguments);
        try
        {
            await program.ReadyAsync();
            return new LocalClusterProcess(program, folder, kubeConfigPath);
        }
        catch
        {
            await program.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        (Api as IDisposable)?.Dispose();
        await _program.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
