using System.Text.Json.Nodes;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using LocalCluster.Nodes.Spark;
using Testing.Time;

namespace LocalCluster.Tests.Running;

/// <summary>The other programs of Spark: spark-submit in a Job, a Connect server, and drivers that change the number of their executors or end with a trace.</summary>
public sealed class SparkProgramsTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task Given_a_Job_that_runs_spark_submit_When_it_runs_Then_the_driver_it_describes_runs_to_its_end()
    {
        await using var cluster = new RunningCluster();
        await AccountAsync(cluster);
        _ = await cluster.CreateAsync("/apis/batch/v1/namespaces/default/jobs", SubmitterJob("spark"));

        var job = await cluster.AwaitAsync("/apis/batch/v1/namespaces/default/jobs/submit", found => found.NumberAt("status", "succeeded") == 1);
        var driver = await cluster.AwaitPhaseAsync("pi-driver", "Succeeded");

        job.ListAt("status", "conditions").Objects().Select(condition => condition.TextAt("type")).Should().Contain("Complete");
        driver.TextAt("metadata", "labels", "spark-version").Should().Be("3.5.1", "that is the tag of the submitter's image");
        (await cluster.LogAsync(driver, "spark-kubernetes-driver")).Should().Contain(line => line.Contains("created executor pod pi-exec-1", StringComparison.Ordinal));
        var services = (await cluster.Api.GetAsync("/api/v1/namespaces/default/services", CancellationToken.None)).Body.ListAt("items").Objects();
        services.Where(service => service.At("metadata", "ownerReferences") is not null).Should().BeEmpty("the driver removes its service at its end");
    }

    [Fact]
    public async Task Given_a_submitter_without_rights_When_it_runs_Then_the_Job_fails_and_its_log_has_the_API_servers_words()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreateAsync("/apis/batch/v1/namespaces/default/jobs", SubmitterJob("default"));

        var job = await cluster.AwaitAsync("/apis/batch/v1/namespaces/default/jobs/submit", found => found.NumberAt("status", "failed") == 1);

        job.ListAt("status", "conditions").Objects().Select(condition => condition.TextAt("reason")).Should().Contain("BackoffLimitExceeded");
        var pod = (await cluster.Api.GetAsync($"{Pods}?labelSelector=job-name%3Dsubmit", CancellationToken.None)).Body.ListAt("items").Objects().Single();
        (await cluster.LogAsync(pod, "submit")).Should().Contain(line =>
            line.StartsWith("Exception in thread", StringComparison.Ordinal) && line.Contains("User \"system:serviceaccount:default:default\" cannot create resource \"pods\"", StringComparison.Ordinal));
        (await cluster.FindAsync($"{Pods}/pi-driver")).Should().BeNull();
    }

    [Fact]
    public async Task Given_a_Connect_server_When_it_runs_Then_it_makes_its_executors_and_serves_until_it_is_deleted()
    {
        await using var cluster = new RunningCluster();
        await AccountAsync(cluster);
        _ = await cluster.CreatePodAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: conn-server, labels: {spark-role: connect-server, spark-version: 4.0.1}}
            spec:
              serviceAccountName: spark
              containers:
              - name: spark-kubernetes-driver
                image: spark:4.0.1
                command: [bash, -c]
                args: ['${SPARK_HOME}/sbin/start-connect-server.sh --master k8s://https://x --conf spark.kubernetes.namespace=default --conf spark.kubernetes.container.image=spark:4.0.1
                  --conf spark.driver.host=$(host=${POD_IP}; echo "$host") --conf spark.kubernetes.driver.pod.name=conn-server --conf spark.executor.instances=2
                  --conf spark.kubernetes.executor.label.team=data --conf spark.kubernetes.executor.podNamePrefix=conn']
            """);

        var executor = await cluster.AwaitPhaseAsync("conn-exec-2", "Running");
        var server = (await cluster.FindAsync($"{Pods}/conn-server"))!;
        server.ListAt("status", "conditions").Objects().Select(condition => (condition.TextAt("type"), condition.TextAt("status"))).Should().Contain(("Ready", "True"));
        executor.TextAt("metadata", "labels", "team").Should().Be("data");
        executor.ListAt("metadata", "ownerReferences").Objects().Single().TextAt("uid").Should().Be(server.TextAt("metadata", "uid"));

        _ = await cluster.Api.DeleteAsync($"{Pods}/conn-server", null, CancellationToken.None);
        await cluster.AwaitGoneAsync($"{Pods}/conn-server");
        await cluster.AwaitGoneAsync($"{Pods}/conn-exec-2");
    }

    [Fact]
    public async Task Given_dynamic_allocation_When_the_work_wants_more_and_then_fewer_executors_Then_they_come_and_go_within_the_bounds()
    {
        await using var cluster = new RunningCluster();
        await AccountAsync(cluster);
        await DriverAsync(cluster, "local.cluster/run-for: 4s, local.cluster/executors-wanted: '9,0'",
            "spark.dynamicAllocation.enabled=true\nspark.dynamicAllocation.initialExecutors=1\nspark.dynamicAllocation.minExecutors=1\nspark.dynamicAllocation.maxExecutors=3");

        _ = await cluster.AwaitPhaseAsync("pi-exec-3", "Running");
        await cluster.AwaitGoneAsync($"{Pods}/pi-exec-3");
        await cluster.AwaitGoneAsync($"{Pods}/pi-exec-2");
        var driver = await cluster.AwaitPhaseAsync("pi-driver", "Succeeded");

        var log = await cluster.LogAsync(driver, "spark-kubernetes-driver");
        log.Should().Contain(line => line.Contains("pi-exec-2 is idle", StringComparison.Ordinal)).And.NotContain(line => line.Contains("pi-exec-1 is idle", StringComparison.Ordinal));
        log.Should().NotContain(line => line.Contains("pi-exec-4", StringComparison.Ordinal), "three is the most, and whom nobody needs is not replaced");
    }

    [Theory]
    [InlineData("class-not-found", 101, "Error: Failed to load class org.example.Main.")]
    [InlineData("file-not-found", 1, "Exception in thread \"main\" java.io.FileNotFoundException: File /x.jar does not exist")]
    [InlineData("dependency-not-found", 1, "Caused by: java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found")]
    [InlineData("python-error", 1, "ModuleNotFoundError: No module named 'pandas'")]
    public async Task Given_a_stage_with_a_trace_When_the_driver_ends_Then_its_log_shows_it_as_in_life_and_no_executor_was_made(string stage, int exitCode, string expected)
    {
        await using var cluster = new RunningCluster();
        await AccountAsync(cluster);
        await DriverAsync(cluster, $"local.cluster/stage: {stage}, local.cluster/run-for: 50ms", "spark.executor.instances=1");

        var driver = await cluster.AwaitPhaseAsync("pi-driver", "Failed");

        driver.ListAt("status", "containerStatuses").Objects().Single().NumberAt("state", "terminated", "exitCode").Should().Be(exitCode);
        var log = await cluster.LogAsync(driver, "spark-kubernetes-driver");
        log.Should().Contain(expected);
        log.Should().NotContain(line => line.Contains("created executor pod", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_a_heap_that_is_full_When_the_driver_has_worked_a_while_Then_Java_says_so_in_its_log()
    {
        await using var cluster = new RunningCluster();
        await AccountAsync(cluster);
        await DriverAsync(cluster, "local.cluster/stage: java-out-of-memory, local.cluster/run-for: 50ms", "spark.executor.instances=1");

        var driver = await cluster.AwaitPhaseAsync("pi-driver", "Failed");

        var log = await cluster.LogAsync(driver, "spark-kubernetes-driver");
        log.Should().Contain("Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space").And.Contain(line => line.Contains("created executor pod", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_claims_on_demand_When_executors_are_made_Then_each_has_its_own_bound_claim_and_they_go_with_the_application()
    {
        await using var cluster = new RunningCluster();
        await AccountAsync(cluster);
        const string Volume = "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1";
        await DriverAsync(cluster, "local.cluster/run-for: 1s",
            $"spark.executor.instances=2\n{Volume}.options.claimName=OnDemand\n{Volume}.options.sizeLimit=5Gi\n{Volume}.options.storageClass=fast\n{Volume}.mount.path=/data");

        var claim = await cluster.AwaitAsync("/api/v1/namespaces/default/persistentvolumeclaims/pi-exec-2-pvc-0", found => found.TextAt("status", "phase") == "Bound");
        _ = await cluster.AwaitPhaseAsync("pi-exec-2", "Running");
        claim.TextAt("spec", "resources", "requests", "storage").Should().Be("5Gi");
        _ = await cluster.AwaitPhaseAsync("pi-driver", "Succeeded");
        await cluster.AwaitGoneAsync("/api/v1/namespaces/default/persistentvolumeclaims/pi-exec-2-pvc-0");
        await Eventually.True(async () => (await cluster.Api.GetAsync("/api/v1/persistentvolumes", CancellationToken.None)).Body.ListAt("items") is { Count: 0 });
    }

    private static async Task AccountAsync(RunningCluster cluster)
    {
        _ = await cluster.CreateAsync("/api/v1/namespaces/default/serviceaccounts", "{apiVersion: v1, kind: ServiceAccount, metadata: {name: spark}}");
        _ = await cluster.CreateAsync("/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings", """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: spark}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
            subjects: [{kind: ServiceAccount, name: spark, namespace: default}]
            """);
    }

    private static async Task DriverAsync(RunningCluster cluster, string annotations, string conf)
    {
        var properties = SparkConf.Parse($"spark.app.id=spark-0123\nspark.app.name=pi\nspark.kubernetes.executor.podNamePrefix=pi\nspark.kubernetes.container.image=spark\\:4.0.1\n{conf}");
        _ = await cluster.Api.PostAsync("/api/v1/namespaces/default/configmaps", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "conf" },
            ["data"] = new JsonObject { ["spark.properties"] = properties.Store("of a test") },
        }, CancellationToken.None);
        _ = await cluster.CreatePodAsync($$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: pi-driver, labels: {spark-role: driver, spark-app-selector: spark-0123, spark-version: 4.0.1}, annotations: { {{annotations}} } }
            spec:
              restartPolicy: Never
              serviceAccountName: spark
              containers:
              - {name: spark-kubernetes-driver, image: 'spark:4.0.1', args: [driver, --class, org.example.Main, 'local:///x.jar'], volumeMounts: [{name: conf, mountPath: /opt/spark/conf}]}
              volumes: [{name: conf, configMap: {name: conf} } ]
            """);
    }

    private static string SubmitterJob(string account) => $$"""
        apiVersion: batch/v1
        kind: Job
        metadata: {name: submit}
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              serviceAccountName: {{account}}
              containers:
              - name: submit
                image: registry.example/spark:3.5.1-java17
                args: [/opt/spark/bin/spark-submit, --master, 'k8s://https://kubernetes.default.svc', --deploy-mode, cluster, --name, pi, --class, org.apache.spark.examples.SparkPi,
                  --conf, spark.kubernetes.submission.waitAppCompletion=false, --conf, 'spark.kubernetes.container.image=spark:3.5.1', --conf, spark.kubernetes.driver.pod.name=pi-driver,
                  --conf, spark.kubernetes.executor.podNamePrefix=pi, --conf, spark.executor.instances=1, --conf, spark.kubernetes.authenticate.driver.serviceAccountName=spark,
                  --conf, spark.kubernetes.driver.annotation.local.cluster/run-for=200ms, 'local:///opt/spark/examples/jars/spark-examples.jar', '100']
        """;
}
