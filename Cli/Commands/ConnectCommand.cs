using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Forwarding;

namespace Cli.Commands;

/// <summary><c>sparkctl connect NAME</c>: a Spark Connect server on a port of this machine, with the address and lines of Python to use it.</summary>
internal static class ConnectCommand
{
    private const int ConnectPort = 15002;

    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = new Argument<string>("name") { Description = "Name of the SparkConnect." };
        var local = new Option<int>("--local-port", "-l") { Description = "Port of this machine; 0 takes any free one.", DefaultValueFactory = _ => ConnectPort };
        var command = new Command("connect", "Forward a port of this machine to a Spark Connect server.") { name, local };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (cluster, connect) = (global.Connect(shell, parsed), parsed.GetRequiredValue(name));
            if (PodOf(await cluster.GetAsync(SparkResources.Connects, connect, cancellationToken)) is null)
                throw new CliException($"SparkConnect '{connect}' has no server pod yet; 'kubectl describe sparkconnect {connect}' tells why.");

            using var port = LocalPort.Open(parsed.GetValue(local));
            await shell.Out.WriteAsync(Introduction(port.Number));
            await port.ServeAsync(cluster, async token => PodOf(await cluster.GetAsync(SparkResources.Connects, connect, token)), ConnectPort, shell, cancellationToken);
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

    private static string? PodOf(JsonObject connect) => connect["status"]?["server"]?["podName"]?.GetValue<string>();
}
