using System.Diagnostics;
using System.Globalization;

namespace AdmissionLoad;

/// <summary>The webhook as it is shipped, in a process of its own.</summary>
internal sealed class WebhookProcess : IAsyncDisposable
{
    private const double TicksPerSecond = 100;

    private const string KubeConfig = """
        {"apiVersion":"v1","kind":"Config","current-context":"c","contexts":[{"name":"c","context":{"cluster":"c","user":"u"}}],
         "clusters":[{"name":"c","cluster":{"server":"SERVER"}}],"users":[{"name":"u","user":{"token":"t"}}]}
        """;

    private readonly Process _process;
    private readonly string _folder;

    private WebhookProcess(Process process, string folder, string url) => (_process, _folder, Url) = (process, folder, url);

    public string Url { get; }

    public string AuthorityFile => Path.Combine(_folder, "ca.crt");

    /// <summary>User and system time, as the kernel counts it.</summary>
    public double CpuSeconds
    {
        get
        {
            // After the name, which may hold blanks: state is the first field, utime and stime the twelfth and thirteenth.
            var fields = File.ReadAllText($"/proc/{_process.Id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    public long PeakResidentBytes => 1024 * long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <param name="program">Published, or an assembly for <c>dotnet</c>.</param>
    /// <param name="api">Address of its API server.</param>
    public static async Task<WebhookProcess> StartAsync(string program, string api)
    {
        var folder = Directory.CreateTempSubdirectory("admission-load-").FullName;
        var kubeConfig = Path.Combine(folder, "kubeconfig");
        await File.WriteAllTextAsync(kubeConfig, KubeConfig.Replace("SERVER", api, StringComparison.Ordinal));
        var isAssembly = Path.GetExtension(program) == ".dll";
        string[] arguments = ["--kubeconfig", kubeConfig, "--listen", "https://127.0.0.1:0", "--metrics-bind-address", "127.0.0.1:0", "--webhook-cert-dir", folder, "--self-signed-certificate"];
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : Path.GetFullPath(program), isAssembly ? [program, .. arguments] : arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in ImageSettings.Read())
        {
            // Whoever profiles sets some otherwise.
            if (!start.Environment.ContainsKey(name))
                start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var ready = await process.StandardOutput.ReadLineAsync();
        return ready?.Split(' ') is ["ready", var url]
            ? new WebhookProcess(process, folder, url)
            : throw new InvalidOperationException($"The webhook did not start; it said '{ready}'.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
