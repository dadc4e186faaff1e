using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Nodes.Spark.Submitting;

namespace LocalCluster.Nodes.Spark;

/// <summary>The programs of Spark that are played.</summary>
internal enum SparkProgram
{
    None,
    Driver,
    Executor,
    ConnectServer,
    Submit,
}

/// <summary>Which program runs in a container. Containers beside Spark's own only pass the time. Pure.</summary>
internal static class SparkProcesses
{
    public static SparkProgram For(JsonObject pod, JsonObject container)
    {
        var role = pod.TextAt("metadata", "labels", "spark-role");
        // The entry point of Spark's images is told its part as an argument.
        var isTold = container.ListAt("args").Texts().Contains(role);
        return role switch
        {
            "driver" when isTold => SparkProgram.Driver,
            "executor" when isTold => SparkProgram.Executor,
            "connect-server" when ConnectServer.IsIn(container) => SparkProgram.ConnectServer,
            null when SparkSubmitProcess.IsIn(container) => SparkProgram.Submit,
            _ => SparkProgram.None,
        };
    }
}
