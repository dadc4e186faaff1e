using System.Text.Json.Nodes;

namespace Testing.Lives;

/// <summary>What a kubelet reports of a pod of Spark.</summary>
public static class PodStatuses
{
    private const string Driver = "spark-kubernetes-driver";
    private const string Executor = "spark-kubernetes-executor";

    public static JsonObject Running => Of("Running", Driver, new JsonObject { ["running"] = new JsonObject() });

    public static JsonObject Succeeded => Of("Succeeded", Driver, Ended(0, "Completed"));

    public static JsonObject Failed => Of("Failed", Driver, Ended(1, "Error"));

    public static JsonObject RunningExecutor => Of("Running", Executor, new JsonObject { ["running"] = new JsonObject() });

    public static JsonObject SucceededExecutor => Of("Succeeded", Executor, Ended(0, "Completed"));

    private static JsonObject Ended(int exitCode, string reason) => new() { ["terminated"] = new JsonObject { ["exitCode"] = exitCode, ["reason"] = reason } };

    private static JsonObject Of(string phase, string container, JsonObject state) => new()
    {
        ["phase"] = phase,
        ["containerStatuses"] = new JsonArray(new JsonObject { ["name"] = container, ["state"] = state }),
    };
}
