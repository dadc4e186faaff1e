using System.Text.Json.Nodes;
using Kubernetes.Client;

namespace EndToEnd.Tests;

/// <summary>The objects that the tests put into the cluster.</summary>
public static class Manifests
{
    /// <summary>How the namespaces of these tests begin.</summary>
    public const string NamespacePrefix = "e2e-";

    public static JsonNode SparkPi(string name) => JsonNode.Parse(
        $$$"""
        {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"{{{name}}}"},
         "spec":{"type":"Scala","mode":"cluster","image":"docker.io/apache/spark:4.0.1","sparkVersion":"4.0.1",
                 "mainClass":"org.apache.spark.examples.SparkPi","mainApplicationFile":"local:///opt/spark/examples/jars/spark-examples.jar",
                 "driver":{"cores":1,"memory":"512m","serviceAccount":"spark"},"executor":{"instances":2,"cores":1,"memory":"512m"}
         }
        }
        """)!;

    /// <summary>A namespace in which a driver may do what Spark needs; every test has its own, which goes with the test and fails it for what was denied there.</summary>
    public static async Task<TestNamespace> CreateNamespaceAsync(this IKubernetesApi api, string purpose)
    {
        var name = $"{NamespacePrefix}{purpose}-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}";
        await SparkNamespace.CreateAsync(api, name);
        return new TestNamespace(api, name);
    }
}
