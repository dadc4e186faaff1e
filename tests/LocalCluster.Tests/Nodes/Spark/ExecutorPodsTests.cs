using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Nodes.Spark;
using Testing.Comparison;
using Testing.Recordings;

namespace LocalCluster.Tests.Nodes.Spark;

/// <summary>The simulated driver's executors against those that real Spark asked for.</summary>
public sealed class ExecutorPodsTests
{
    [Fact]
    public void Given_what_the_operator_submits_When_the_driver_makes_executors_Then_they_are_those_of_real_Spark()
    {
        var compared = 0;
        var failures = new List<string>();
        foreach (var one in Goldens.Set("operator-spark")!.Cases)
        {
            foreach (var (version, result) in GoldenVersions.Expand(one.Json()))
            {
                if (result.ObjectAt("executor", "pod") is not { } recorded)
                    continue;
                compared++;
                var pod = ExecutorPods.Build(Facts(result, version), 1).Pod;
                var differences = SemanticComparer.Objects(WithoutJvmOptions(recorded.Clone()), WithoutJvmOptions(pod), new Tokens());
                failures.AddRange(differences.Select(difference => $"{one.Name} {version} {difference}"));
            }
        }

        compared.Should().BeGreaterThan(0);
        failures.Should().BeEmpty();
    }

    private static SparkApplicationFacts Facts(JsonObject result, string version)
    {
        var written = result.ListAt("writes").Objects().Select(write => write.ObjectAt("object")).OfType<JsonObject>().ToList();
        var driver = written.First(item => item.TextAt("kind") == "Pod").Clone();
        driver.Ensure("metadata")["uid"] = "<driver-uid>";
        driver.Ensure("status")["podIP"] = "10.0.0.10";
        driver.Ensure("metadata").Ensure("labels")["spark-version"] = version;
        var maps = written.Where(item => item.TextAt("kind") == "ConfigMap").ToList();
        var conf = SparkConf.Parse(maps.Select(map => map.TextAt("data", "spark.properties")).OfType<string>().First());
        var template = maps.Select(map => map.TextAt("data", "podspec-configmap-key")).OfType<string>().FirstOrDefault();
        return new SparkApplicationFacts(
            conf, driver, template is null ? null : YamlReading.Parse(template) as JsonObject, SparkIds.ExecutorPrefix(conf, "uid"), "spark-exec-0000000000000000-conf-map", SparkIds.LocalDirectory("uid"));
    }

    /// <summary>No JVM is started here, so its options are left out; their numbers are those of a version.</summary>
    private static JsonObject WithoutJvmOptions(JsonObject pod)
    {
        foreach (var container in pod.ListAt("spec", "containers").Objects())
        {
            var rest = container.ListAt("env").Objects().Where(entry => entry.TextAt("name")?.StartsWith("SPARK_JAVA_OPT_", StringComparison.Ordinal) is not true).ToList();
            container["env"] = new JsonArray([.. rest.Select(entry => (JsonNode)entry.Clone())]);
        }

        // Some recordings name the driver's UID after another pod.
        foreach (var owner in pod.ListAt("metadata", "ownerReferences").Objects().Where(owner => owner.TextAt("uid") == "<executor-uid>"))
            owner["uid"] = "<driver-uid>";
        return pod;
    }
}
