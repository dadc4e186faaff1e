using System.CommandLine;
using Cli.Cluster;
using Cli.Local;
using Kubernetes.Client.Manifests;

namespace Cli.Commands;

/// <summary><c>sparkctl local up</c> and <c>down</c>: an embedded cluster with the operator on this machine. Its nodes are simulated: no Spark runs.</summary>
internal static class LocalCommand
{
    private const string AnyPort = "https://127.0.0.1:0";
    private const string AnyMetricsPort = "http://127.0.0.1:0";

    public static Command Build(Shell shell) => new("local", "A cluster on this machine, with simulated nodes, to try manifests on.") { Up(shell), Down(shell) };

    private static Command Up(Shell shell)
    {
        var programs = new Option<string?>("--programs") { Description = "Folder of LocalCluster, Webhook and Controller. Default: where sparkctl is." };
        var command = new Command("up", "Start it and print how to reach it.") { programs };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RequireShell();
            var state = LocalState.OfUser(shell.Variable);
            if (state.Running().Count > 0)
                throw new CliException($"a local cluster runs already (export KUBECONFIG={state.KubeConfig}); 'sparkctl local down' ends it.");

            var paths = LocalPrograms.Find(parsed.GetValue(programs));
            state.Forget();
            state.Prepare();
            await StartAsync(state, paths, shell, cancellationToken);
            await shell.Out.WriteLineAsync($"export KUBECONFIG={state.KubeConfig}");
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Down(Shell shell)
    {
        var command = new Command("down", "Stop it; everything in it is gone.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var state = LocalState.OfUser(shell.Variable);
            var running = state.Running();
            foreach (var (pid, _) in running.Reverse())
                await LocalProcess.StopAsync(pid, cancellationToken);
            state.Forget();
            await shell.Error.WriteLineAsync(running.Count > 0 ? "Stopped." : "Nothing was running.");
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task StartAsync(LocalState state, IReadOnlyDictionary<string, string> paths, Shell shell, CancellationToken cancellationToken)
    {
        var kubeConfig = new[] { "--kubeconfig", state.KubeConfig };
        var certificates = Path.Combine(state.Folder, "certificates");

        await TellAsync("LocalCluster", ["--listen", AnyPort, "--write-kubeconfig", state.KubeConfig]);
        var cluster = shell.Connect(new ClusterChoice(state.KubeConfig, null, null));
        await CrdsCommand.InstallAsync(cluster, shell with { Out = shell.Error }, cancellationToken);
        var webhook = await TellAsync("Webhook", [.. kubeConfig, "--listen", AnyPort, "--metrics-listen", AnyMetricsPort, "--certificate-directory", certificates, "--self-signed-certificate"]);
        var configurations = await LocalProcess.OutputAsync(paths["Webhook"], ["--print-configurations", "--url", webhook, "--ca-file", Path.Combine(certificates, "ca.crt")], cancellationToken);
        await TellAsync("Controller", [.. kubeConfig, "--metrics-listen", AnyMetricsPort, "--leader-election=false"]);

        var creation = new Creation(cluster, shell with { Out = shell.Error }, deleteFirst: false, uploads: null);
        await creation.RunAsync([.. ManifestReader.Read("webhook configurations", configurations), .. ManifestReader.Read("spark-rbac.yaml", EmbeddedManifests.DriverAccount())], cancellationToken);

        async Task<string> TellAsync(string name, string[] arguments)
        {
            var address = await LocalProcess.StartAsync(state, paths[name], arguments, shell.Clock, cancellationToken);
            await shell.Error.WriteLineAsync($"{name,-13} {address}");
            return address;
        }
    }

    private static void RequireShell()
    {
        if (OperatingSystem.IsWindows())
            throw new CliException("a local cluster is not supported on Windows; run it in WSL, or use LocalCluster, Webhook and Controller by hand.");
    }
}
