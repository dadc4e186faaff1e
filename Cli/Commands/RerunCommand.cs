using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Live;
using Cli.Output;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.SparkApplications;

namespace Cli.Commands;

/// <summary>
/// <c>sparkctl rerun NAME</c>: runs an application that has ended once more. An application runs again when its specification changes, and here it
/// does not: so the object is deleted and created again, or a copy is created under another name.
/// </summary>
internal static class RerunCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var copy = new Option<string?>("--as") { Description = "Create a copy of this name and leave the old one as it is." };
        var force = new Option<bool>("--force") { Description = "Even if it has not ended: what runs is stopped first." };
        var wait = new Option<bool>("--wait") { Description = "Wait until it ends; exits with the exit code of its driver, or 1, if it fails." };
        var timeout = CommonArguments.Timeout();
        var command = new Command("rerun", "Run a SparkApplication again.") { name, copy, force, wait, timeout };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (cluster, old) = (global.Connect(shell, parsed), parsed.GetRequiredValue(name));
            var stored = await cluster.GetApplicationJsonAsync(old, cancellationToken);
            var next = BareObject.Of(stored);
            if (parsed.GetValue(copy) is { } newName)
            {
                next["metadata"]!["name"] = newName;
                await CreateAsync(cluster, next, shell, cancellationToken);
            }
            else
            {
                RequireEnd(stored, old, parsed.GetValue(force));
                await ReplaceAsync(cluster, old, stored, next, shell, cancellationToken);
            }

            var made = next["metadata"]!["name"]!.GetValue<string>();
            return parsed.GetValue(wait) ? await Completion.WaitAsync(cluster, made, shell, parsed.GetValue(timeout), cancellationToken) : ExitCodes.Ok;
        });
        return command;
    }

    private static void RequireEnd(JsonObject stored, string name, bool force)
    {
        var state = stored["status"]?["applicationState"]?["state"]?.GetValue<string>();
        if (!force && !ApplicationStates.Parse(state).IsTerminal())
            throw new CliException($"SparkApplication '{name}' is {(string.IsNullOrEmpty(state) ? "NEW" : state)} and has not ended; --force stops it first, --as NAME runs a copy beside it.");
    }

    private static async Task ReplaceAsync(
        ClusterAccess cluster, string name, JsonObject stored, JsonObject next, Shell shell, CancellationToken cancellationToken)
    {
        await Deletion.DeleteAndWaitAsync(cluster, name, shell.Clock, cancellationToken, stored["metadata"]?["uid"]?.GetValue<string>());
        try
        {
            await CreateAsync(cluster, next, shell, cancellationToken);
        }
        catch (ApiException exception)
        {
            // Nobody else has the manifest any more.
            await shell.Out.WriteAsync(YamlText.Of(next));
            throw new CliException($"SparkApplication '{name}' was deleted and could not be created again ({exception.Message}); its manifest is on standard output, create it with 'sparkctl create'.", cause: exception);
        }
    }

    private static async Task CreateAsync(ClusterAccess cluster, JsonObject application, Shell shell, CancellationToken cancellationToken)
    {
        var response = await cluster.Api.SendAsync(ApiRequests.Create(SparkResources.Applications, cluster.Namespace, JsonBytes.Of(application)), cancellationToken);
        foreach (var warning in response.Warnings)
            await shell.Error.WriteLineAsync($"Warning: {warning}");
        await shell.Out.WriteLineAsync($"sparkapplication.{SparkResources.Group}/{application["metadata"]!["name"]} created");
    }
}
