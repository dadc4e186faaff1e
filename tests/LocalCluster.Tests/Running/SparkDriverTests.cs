using System.Text.Json.Nodes;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using Testing.Time;

namespace LocalCluster.Tests.Running;

public sealed class SparkDriverTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task Given_a_driver_with_its_rights_When_it_runs_Then_it_makes_executors_works_prints_Pi_and_removes_them()
    {
        await using var cluster = new RunningCluster();
        await PrepareAsync(cluster, withRights: true);
        var driver = await cluster.CreatePodAsync(Driver("local.cluster/run-for: 300ms"));

        await Eventually.True(async () => (await ExecutorsAsync(cluster)).Count == 2);
        var executor = (await ExecutorsAsync(cluster))[0];
        var ended = await cluster.AwaitPhaseAsync("pi-driver", "Succeeded");

        executor.TextAt("metadata", "name").Should().Be("pi-exec-1");
        executor.TextAt("metadata", "labels", "team").Should().Be("data", "the conf asks for it");
        executor.TextAt("spec", "priorityClassName").Should().BeNull();
        executor.TextAt("metadata", "annotations", "from").Should().Be("template");
        executor.ListAt("metadata", "ownerReferences").Objects().Single().TextAt("uid").Should().Be(driver.TextAt("metadata", "uid"));
        (await cluster.LogAsync(ended, "spark-kubernetes-driver")).Should().Contain(line => line.StartsWith("[simulated] Pi is roughly 3.1", StringComparison.Ordinal));
        await Eventually.True(async () => (await ExecutorsAsync(cluster)).Count == 0);
        (await cluster.Api.GetAsync(ConfigMaps, CancellationToken.None)).Body.ListAt("items").Objects()
            .Select(map => map.TextAt("metadata", "name")).Should().NotContainMatch("spark-exec-*");
    }

    [Fact]
    public async Task Given_a_driver_without_rights_When_it_runs_Then_it_fails_with_the_API_servers_words_in_its_log()
    {
        await using var cluster = new RunningCluster();
        await PrepareAsync(cluster, withRights: false);
        _ = await cluster.CreatePodAsync(Driver());

        var driver = await cluster.AwaitPhaseAsync("pi-driver", "Failed");

        driver.ListAt("status", "containerStatuses").Objects().Single().NumberAt("state", "terminated", "exitCode").Should().Be(1);
        (await cluster.LogAsync(driver, "spark-kubernetes-driver")).Should().Contain(line =>
            line.Contains("User \"system:serviceaccount:default:spark\" cannot get resource \"pods\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_executors_that_always_fail_When_the_driver_has_replaced_enough_of_them_Then_it_gives_up_as_Spark_does()
    {
        await using var cluster = new RunningCluster();
        await PrepareAsync(cluster, withRights: true, "spark.executor.instances=1\nspark.kubernetes.executor.annotation.local.cluster/stage=fails\nspark.kubernetes.executor.annotation.local.cluster/run-for=10ms");
        _ = await cluster.CreatePodAsync(Driver("local.cluster/run-for: 60s"));

        var driver = await cluster.AwaitPhaseAsync("pi-driver", "Failed");

        driver.ListAt("status", "containerStatuses").Objects().Single().NumberAt("state", "terminated", "exitCode").Should().Be(11);
    }

    [Fact]
    public async Task Given_a_driver_that_is_killed_for_memory_When_it_is_gone_Then_its_executors_lose_it_and_are_collected_with_it()
    {
        await using var cluster = new RunningCluster();
        await PrepareAsync(cluster, withRights: true, "spark.executor.instances=1");
        var driver = await cluster.CreatePodAsync(Driver("local.cluster/stage: oom-killed", "local.cluster/run-for: 2s"));

        _ = await cluster.AwaitPhaseAsync("pi-exec-1", "Running");
        _ = await cluster.AwaitPhaseAsync("pi-driver", "Failed");
        _ = await cluster.AwaitPhaseAsync("pi-exec-1", "Failed");
        _ = await cluster.Api.DeleteAsync($"{Pods}/pi-driver", driver.TextAt("metadata", "uid"), CancellationToken.None);

        await cluster.AwaitGoneAsync($"{Pods}/pi-exec-1");
    }

    [Fact]
    public async Task Given_a_running_driver_When_it_is_deleted_Then_it_removes_its_executors_before_it_goes()
    {
        await using var cluster = new RunningCluster();
        await PrepareAsync(cluster, withRights: true);
        _ = await cluster.CreatePodAsync(Driver("local.cluster/run-for: forever"));
        _ = await cluster.AwaitPhaseAsync("pi-exec-2", "Running");

        _ = await cluster.Api.DeleteAsync($"{Pods}/pi-driver", null, CancellationToken.None);

        await cluster.AwaitGoneAsync($"{Pods}/pi-driver");
        await Eventually.True(async () => (await ExecutorsAsync(cluster)).Count == 0);
    }

    private static async Task<List<JsonObject>> ExecutorsAsync(RunningCluster cluster)
    {
        var list = await cluster.Api.GetAsync($"{Pods}?labelSelector=spark-role%3Dexecutor", CancellationToken.None);
        return [.. list.Body.ListAt("items").Objects().OrderBy(pod => pod.TextAt("metadata", "name"), StringComparer.Ordinal)];
    }

    private static async Task PrepareAsync(RunningCluster cluster, bool withRights, string conf = "spark.executor.instances=2")
    {
        _ = await cluster.CreateAsync("/api/v1/namespaces/default/serviceaccounts", "{apiVersion: v1, kind: ServiceAccount, metadata: {name: spark}}");
        if (withRights)
        {
            _ = await cluster.CreateAsync("/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: spark}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
                subjects: [{kind: ServiceAccount, name: spark, namespace: default}]
                """);
        }

        var properties = $"""
            spark.app.id=spark-0123
            spark.app.name=pi
            spark.driver.host=pi-svc.default.svc
            spark.kubernetes.authenticate.driver.serviceAccountName=spark
            spark.kubernetes.container.image=spark\:4.0.1
            spark.kubernetes.executor.label.team=data
            spark.kubernetes.executor.podNamePrefix=pi
            spark.kubernetes.executor.podTemplateFile=/opt/spark/pod-template/pod-spec-template.yml
            {conf}
            """;
        _ = await cluster.Api.PostAsync(ConfigMaps, ConfigMap("conf", "spark.properties", properties), CancellationToken.None);
        _ = await cluster.Api.PostAsync(ConfigMaps, ConfigMap("template", "podspec-configmap-key", "metadata: {annotations: {from: template}}\nspec: {containers: [{name: spark-kubernetes-executor}]}"), CancellationToken.None);
    }

    private static JsonObject ConfigMap(string name, string key, string text) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["data"] = new JsonObject { [key] = text },
    };

    private static string Driver(params string[] annotations) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: pi-driver
          labels: {spark-role: driver, spark-app-selector: spark-0123, spark-version: 4.0.1}
          annotations: { {{string.Join(", ", annotations)}} }
        spec:
          restartPolicy: Never
          serviceAccountName: spark
          containers:
          - name: spark-kubernetes-driver
            image: spark:4.0.1
            args: [driver, --properties-file, /opt/spark/conf/spark.properties, --class, org.apache.spark.examples.SparkPi, 'local:///x.jar']
            volumeMounts:
            - {name: conf, mountPath: /opt/spark/conf}
            - {name: template, mountPath: /opt/spark/pod-template}
          volumes:
          - name: conf
            configMap: {name: conf}
          - name: template
            configMap:
              name: template
              items:
              - {key: podspec-configmap-key, path: pod-spec-template.yml}
        """;
}
