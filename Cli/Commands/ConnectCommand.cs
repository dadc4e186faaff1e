using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Forwarding;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;

namespace Cli.Commands;

/// <summary><c>sparkctl connect NAME</c>: a Spark Connect server on a port of this machine, with the address and lines of Python to use it.</summary>
internal static class ConnectCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = new Argument<string>("name") { Description = "Name of the SparkConnect." };
        var local = new Option<int>("--local-port", "-l") { Description = "Port of this machine; 0 takes any free one.", DefaultValueFactory = _ => Ports.Connect };
        var command = new Command("connect", "Forward a port of this machine to a Spark Connect server.") { name, local };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (cluster, connect) = (global.Connect(shell, parsed), parsed.GetRequiredValue(name));
            var found = await cluster.GetAsync(SparkResources.Connects, connect, cancellationToken);
            if (PodOf(found) is null)
                throw new CliException($"SparkConnect '{connect}' has no server pod yet; 'kubectl describe sparkconnect {connect}' tells why.");

            using var port = LocalPort.Open(parsed.GetValue(local));
            await shell.Out.WriteAsync(Introduction(port.Number));
            await port.ServeAsync(cluster, async token => PodOf(await cluster.GetAsync(SparkResources.Connects, connect, token)), PortOf(found), shell, cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string Introduction(int port) => $"""
        sc://127.0.0.1:{port}

          # pip install "pyspark[connect]", of the server's version
          from pyspark.sql import SparkSession
          spark = SparkSession.builder.remote("sc://127.0.0.1:{port}").getOrCreate()
          spark.range(10).show()

        Ctrl-C ends it.

        """;

    // Where its server listens, which the configuration may say.
    private static int PortOf(JsonObject connect) => ConnectPort.Of(ContractsJson.Deserialize<SparkConnect>(connect).Spec ?? new SparkConnectSpec());

    private static string? PodOf(JsonObject connect) => connect["status"]?["server"]?["podName"]?.GetValue<string>();
}
