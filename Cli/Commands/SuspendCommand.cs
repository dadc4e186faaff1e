using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Live;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Cli.Commands;

/// <summary><c>sparkctl suspend NAME</c> and <c>sparkctl resume NAME</c>: set <c>spec.suspend</c>; the controller does the rest.</summary>
internal static class SuspendCommand
{
    public static Command Suspend(Shell shell, GlobalOptions global) => Build(
        "suspend", "Stop a SparkApplication and keep it: driver and executors go, 'resume' starts it anew.", suspend: true, shell, global);

    public static Command Resume(Shell shell, GlobalOptions global) => Build(
        "resume", "Start a suspended SparkApplication again.", suspend: false, shell, global);

    private static Command Build(string verb, string description, bool suspend, Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var wait = new Option<bool>("--wait") { Description = suspend ? "Return when its pods are gone." : "Return when its driver runs." };
        var timeout = CommonArguments.Timeout();
        var command = new Command(verb, description) { name, wait, timeout };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (cluster, application) = (global.Connect(shell, parsed), parsed.GetRequiredValue(name));
            await SetAsync(cluster, application, suspend, shell, cancellationToken);
            return parsed.GetValue(wait)
                ? await WaitAsync(cluster, application, suspend, shell, parsed.GetValue(timeout), cancellationToken)
                : ExitCodes.Ok;
        });
        return command;
    }

    private static async Task SetAsync(ClusterAccess cluster, string name, bool suspend, Shell shell, CancellationToken cancellationToken)
    {
        var application = await cluster.GetApplicationAsync(name, cancellationToken);
        if (application.Status?.State.IsTerminal() == true)
            throw new CliException($"SparkApplication '{name}' is {application.Status.State.ToText()}: nothing of it runs; 'sparkctl rerun {name}' runs it again.");

        if ((application.Spec?.Suspend ?? false) == suspend)
        {
            await shell.Out.WriteLineAsync($"sparkapplication.{SparkResources.Group}/{name} unchanged: it is {(suspend ? "suspended" : "not suspended")} already");
            return;
        }

        if (application.Metadata?.Labels.OrEmpty().ContainsKey($"{Labels.KueuePrefix}queue-name") == true)
            await shell.Error.WriteLineAsync("Warning: the application is in a queue of Kueue, which sets spec.suspend itself and may undo this.");

        await cluster.PatchApplicationAsync(name, new JsonObject { ["spec"] = new JsonObject { ["suspend"] = suspend } }, cancellationToken);
        await shell.Out.WriteLineAsync($"sparkapplication.{SparkResources.Group}/{name} {(suspend ? "suspended" : "resumed")}");
    }

    private static async Task<int> WaitAsync(ClusterAccess cluster, string name, bool suspend, Shell shell, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var reached = await StateWait.UntilAsync(cluster, name, application => IsReached(application, suspend), shell, timeout, cancellationToken);
        await shell.Out.WriteLineAsync($"sparkapplication.{SparkResources.Group}/{name} {reached.Status!.State.ToText()}");
        return reached.Status.State is ApplicationState.Failed ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private static bool IsReached(SparkApplication application, bool suspend) => application.Status?.State switch
    {
        ApplicationState.Completed or ApplicationState.Failed => true,
        ApplicationState.Suspended => suspend,
        ApplicationState.Running => !suspend,
        _ => false,
    };
}
