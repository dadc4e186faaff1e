using System.Text.Json.Nodes;

namespace Webhook.Tests;

internal static class Samples
{
    public const string Uid = "4f9059eb-fff0-43e7-b84f-082ae11d1e10";

    public static JsonObject Application(string name = "edge", string @namespace = "default", string uid = Uid) => JsonNode.Parse($$"""
        {
          "apiVersion": "sparkoperator.k8s.io/v1beta2", "kind": "SparkApplication",
          "metadata": { "name": "{{name}}", "namespace": "{{@namespace}}", "uid": "{{uid}}", "resourceVersion": "7" },
          "spec": {
            "type": "Scala", "mode": "cluster", "sparkVersion": "4.0.1", "image": "spark:4.0.1",
            "mainClass": "org.example.Main", "mainApplicationFile": "local:///opt/app.jar",
            "driver": { "cores": 1, "memory": "512m", "memoryLimit": "2g", "env": [ { "name": "A", "value": "1" } ] },
            "executor": { "cores": 1, "instances": 1, "memory": "512m", "env": [ { "name": "A", "value": "1" } ] }
          }
        }
        """)!.AsObject();

    public static JsonObject Connect() => JsonNode.Parse("""
        {
          "apiVersion": "sparkoperator.k8s.io/v1alpha1", "kind": "SparkConnect", "metadata": { "name": "conn", "namespace": "default" },
          "spec": { "sparkVersion": "4.0.1", "image": "spark:4.0.1", "server": {}, "executor": { "instances": 1 } }
        }
        """)!.AsObject();

    public static JsonObject Pod(string application = "edge", string role = "driver", string @namespace = "default") => JsonNode.Parse($$"""
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {
            "name": "edge-{{role}}", "namespace": "{{@namespace}}",
            "labels": { "sparkoperator.k8s.io/app-name": "{{application}}", "spark-role": "{{role}}" }
          },
          "spec": {
            "containers": [ {
              "name": "spark-kubernetes-{{role}}", "image": "spark:4.0.1", "somethingNew": { "kept": true },
              "resources": { "limits": { "memory": "896Mi" } }
            } ],
            "volumes": [ { "name": "scratch", "emptyDir": {} } ]
          }
        }
        """)!.AsObject();
}
