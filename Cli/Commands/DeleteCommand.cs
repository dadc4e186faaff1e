using System.CommandLine;
using Cli.Cluster;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Cli.Commands;

/// <summary><c>sparkctl delete NAME</c>: deletes an application; its pods and Services go with it.</summary>
internal static class DeleteCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var wait = new Option<bool>("--wait") { Description = "Return when it is gone." };
        var command = new Command("delete", "Delete a SparkApplication.") { name, wait };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (cluster, application) = (global.Connect(shell, parsed), parsed.GetRequiredValue(name));
            try
            {
                await cluster.Api.SendAsync(ApiRequests.Delete(SparkResources.Applications, cluster.Namespace, application), cancellationToken);
            }
            catch (ApiStatusException refusal) when (refusal.IsNotFound)
            {
                throw await cluster.NotFoundAsync(SparkResources.Applications, application, cancellationToken);
            }

            if (parsed.GetValue(wait))
                await Deletion.DeleteAndWaitAsync(cluster, application, shell.Clock, cancellationToken);
            await shell.Out.WriteLineAsync($"sparkapplication.{SparkResources.Group}/{application} deleted");
        });
        return command;
    }
}
