using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Nodes.Spark.Submitting;

namespace LocalCluster.Nodes.Spark;

/// <summary>A Spark Connect server is a driver that is given its conf on its command line, and that draws its application's id itself. Pure.</summary>
internal static class ConnectServer
{
    private const string Script = "start-connect-server.sh";

    public static bool IsIn(JsonObject container) =>
        container.ListAt("command").Texts().Concat(container.ListAt("args").Texts()).Any(word => word.Contains(Script, StringComparison.Ordinal));

    public static SparkConf Conf(JsonObject container, string podIp, string podUid)
    {
        var words = CommandWords.Of(container, podIp);
        var place = words.FindIndex(word => word.EndsWith(Script, StringComparison.Ordinal));
        var command = SubmitCommand.Parse([.. words.Skip(place + 1)]);
        return command.Conf.With("spark.app.id", SparkIds.Application(podUid)).WithDefault("spark.app.name", "Spark Connect server");
    }
}
