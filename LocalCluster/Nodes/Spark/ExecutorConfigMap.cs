using System.Text.Json.Nodes;

namespace LocalCluster.Nodes.Spark;

/// <summary>The ConfigMap that a driver makes for its executors.</summary>
internal static class ExecutorConfigMap
{
    public static JsonObject Build(SparkApplicationFacts facts) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject
        {
            ["name"] = facts.ConfigMapName,
            ["namespace"] = facts.Namespace,
            ["labels"] = new JsonObject { ["spark-app-selector"] = facts.AppId, ["spark-role"] = "executor" },
            ["ownerReferences"] = new JsonArray(facts.OwnedByDriver()),
        },
        ["immutable"] = true,
        ["data"] = new JsonObject
        {
            ["spark.kubernetes.namespace"] = facts.Namespace,
            ["spark.properties"] = $"#Java properties built from Kubernetes config map with name: {facts.ConfigMapName}\nspark.kubernetes.namespace={facts.Namespace}\n",
        },
    };
}
