using System.CommandLine;
using Cli.Cluster;
using Cli.Forwarding;
using Cli.Live;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Cli.Commands;

/// <summary><c>sparkctl forward NAME</c>: the driver's web UI on a port of this machine, until the application ends.</summary>
internal static class ForwardCommand
{
    private const int UIPort = 4040;

    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var local = new Option<int>("--local-port", "-l") { Description = "Port of this machine; 0 takes any free one.", DefaultValueFactory = _ => UIPort };
        var remote = new Option<int?>("--remote-port", "-r") { Description = $"Port of the driver. Default: spark.ui.port, else {UIPort}." };
        var command = new Command("forward", "Forward a port of this machine to the driver's web UI.") { name, local, remote };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (cluster, application) = (global.Connect(shell, parsed), parsed.GetRequiredValue(name));
            var found = await cluster.GetApplicationAsync(application, cancellationToken);
            if (found.Status?.State.IsTerminal() == true)
                throw new CliException($"SparkApplication '{application}' is {found.Status.State.ToText()}: its driver has ended, so there is no UI; its event log is for a history server.");

            using var port = LocalPort.Open(parsed.GetValue(local));
            var target = parsed.GetValue(remote) ?? UIPortOf(found);
            await shell.Out.WriteLineAsync($"forwarding from {port.Number} -> {target} (http://127.0.0.1:{port.Number})");
            await ServeUntilTheEndAsync(port, cluster, application, target, shell, cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task ServeUntilTheEndAsync(LocalPort port, ClusterAccess cluster, string name, int target, Shell shell, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var serving = port.ServeAsync(cluster, token => DriverAsync(cluster, name, token), target, shell, ending.Token);
        var end = StateWait.UntilAsync(cluster, name, application => application.Status?.State.IsTerminal() == true, shell, timeout: null, ending.Token);
        await await Task.WhenAny(serving, end);
        await ending.CancelAsync();
        await shell.Out.WriteLineAsync("stopping forwarding as the application has ended");
    }

    // Asked for every connection: a retried application has another driver.
    private static async Task<string?> DriverAsync(ClusterAccess cluster, string name, CancellationToken cancellationToken) =>
        (await cluster.GetApplicationAsync(name, cancellationToken)).Status?.DriverInfo?.PodName;

    private static int UIPortOf(SparkApplication application) =>
        application.Spec?.SparkConf?.GetValueOrDefault(SparkConfKeys.UIPort) is { } text && int.TryParse(text, out var port) && port is > 0 and <= 65535 ? port : UIPort;
}
