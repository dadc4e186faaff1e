using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Tests.Running;

public sealed class PodLifeTests
{
    [Fact]
    public async Task Given_a_lost_node_When_the_pod_is_deleted_by_the_control_plane_Then_it_terminates_for_ever_until_it_is_forced()
    {
        await using var cluster = new RunningCluster();
        var clock = TimeProvider.System.GetTimestamp();
        _ = await cluster.CreatePodAsync("""
            {apiVersion: v1, kind: Pod, metadata: {name: p, annotations: {local.cluster/stage: node-lost, local.cluster/run-for: 200ms}}, spec: {restartPolicy: Never, containers: [{name: c, image: x}]}}
            """);

        var pod = await cluster.AwaitAsync(RunningCluster.PodPath("p"), found => found.At("metadata", "deletionTimestamp") is not null);
        pod.TextAt("status", "phase").Should().Be("Running", "nobody says anything else");
        var conditions = pod.ListAt("status", "conditions").Objects().ToDictionary(one => one.TextAt("type")!, one => (one.TextAt("status"), one.TextAt("reason")));
        conditions["Ready"].Should().Be(("False", "NodeNotReady"));
        conditions["DisruptionTarget"].Should().Be(("True", "DeletionByTaintManager"));
        TimeProvider.System.GetElapsedTime(clock).Should().BeGreaterThan(TimeSpan.FromSeconds(5), "so long it bears the loss");

        (await cluster.FindAsync(RunningCluster.PodPath("p"))).Should().NotBeNull();
        _ = await cluster.Api.DeleteAsync(RunningCluster.PodPath("p"), null, CancellationToken.None, graceSeconds: 0);
        await cluster.AwaitGoneAsync(RunningCluster.PodPath("p"));
    }

    [Fact]
    public async Task Given_a_node_whose_object_is_deleted_When_nobody_brings_it_back_Then_its_pods_are_collected()
    {
        await using var cluster = new RunningCluster(nodes: 1);
        _ = await cluster.CreatePodAsync("{apiVersion: v1, kind: Pod, metadata: {name: p, finalizers: [example.com/hold]}, spec: {containers: [{name: c, image: x}]}}");
        _ = await cluster.AwaitPhaseAsync("p", "Running");

        _ = await cluster.Api.DeleteAsync("/api/v1/nodes/node-1", null, CancellationToken.None);

        var pod = await cluster.AwaitPhaseAsync("p", "Failed");
        pod.ListAt("status", "conditions").Objects().Select(one => (one.TextAt("type"), one.TextAt("reason"))).Should().Contain(("DisruptionTarget", "DeletionByPodGC"));
        (await cluster.AwaitAsync(RunningCluster.PodPath("p"), found => found.At("metadata", "deletionTimestamp") is not null)).Should().NotBeNull();
    }

    [Fact]
    public async Task Given_a_pod_that_ends_well_When_it_is_created_Then_it_is_scheduled_runs_and_succeeds_as_a_real_kubelet_reports_it()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", "local.cluster/run-for: 50ms"));

        var pod = await cluster.AwaitPhaseAsync("one", "Succeeded");

        pod.TextAt("spec", "nodeName").Should().StartWith("node-");
        pod.TextAt("status", "hostIP").Should().NotBeNull();
        pod.TextAt("status", "podIP").Should().NotBeNull();
        var container = pod.ListAt("status", "containerStatuses").Objects().Single();
        container.NumberAt("state", "terminated", "exitCode").Should().Be(0);
        container.TextAt("state", "terminated", "reason").Should().Be("Completed");
        Conditions(pod).Should().Equal(new Dictionary<string, string>
        {
            ["PodReadyToStartContainers"] = "False",
            ["Initialized"] = "True",
            ["Ready"] = "False",
            ["ContainersReady"] = "False",
            ["PodScheduled"] = "True",
        });
        await Testing.Time.Eventually.True(async () => (await cluster.EventsAsync("Scheduled")).Count == 1);
        (await cluster.LogAsync(pod, "main")).Should().NotBeEmpty().And.OnlyContain(line => line.StartsWith("[simulated] ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fails", 1, "Error")]
    [InlineData("oom-killed", 137, "OOMKilled")]
    public async Task Given_a_stage_in_which_the_container_dies_When_the_pod_never_restarts_Then_it_fails_with_that_code_and_reason(string stage, int code, string reason)
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", $"local.cluster/stage: {stage}", "local.cluster/run-for: 20ms"));

        var pod = await cluster.AwaitPhaseAsync("one", "Failed");

        var container = pod.ListAt("status", "containerStatuses").Objects().Single();
        container.NumberAt("state", "terminated", "exitCode").Should().Be(code);
        container.TextAt("state", "terminated", "reason").Should().Be(reason);
    }

    [Fact]
    public async Task Given_the_stage_evicted_When_its_time_comes_Then_the_pod_fails_as_evicted_and_names_the_disruption()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", "local.cluster/stage: evicted", "local.cluster/run-for: 20ms"));

        var pod = await cluster.AwaitAsync(RunningCluster.PodPath("one"), found => found.At("status", "containerStatuses") is not null
            && found.ListAt("status", "containerStatuses").Objects().All(one => one.At("state", "terminated") is not null));

        pod.TextAt("status", "phase").Should().Be("Failed");
        pod.TextAt("status", "reason").Should().Be("Evicted");
        Conditions(pod).Should().Contain("DisruptionTarget", "True");
    }

    [Fact]
    public async Task Given_an_image_that_cannot_be_pulled_When_the_pod_starts_Then_it_stays_pending_and_says_so()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", "local.cluster/stage: image-pull-error"));

        var pod = await cluster.AwaitAsync(RunningCluster.PodPath("one"), found =>
            found.ListAt("status", "containerStatuses").Objects().Any(one => one.TextAt("state", "waiting", "reason") == "ImagePullBackOff"));

        pod.TextAt("status", "phase").Should().Be("Pending");
    }

    [Fact]
    public async Task Given_codes_for_each_start_When_a_container_is_restarted_on_failure_Then_the_second_code_counts()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", "local.cluster/exit-code: '1,0'", "local.cluster/run-for: 20ms").Replace("Never", "OnFailure", StringComparison.Ordinal));

        var pod = await cluster.AwaitPhaseAsync("one", "Succeeded");

        var container = pod.ListAt("status", "containerStatuses").Objects().Single();
        container.NumberAt("restartCount").Should().Be(1);
        container.NumberAt("lastState", "terminated", "exitCode").Should().Be(1);
    }

    [Fact]
    public async Task Given_a_missing_ConfigMap_When_the_pod_mounts_it_Then_it_waits_with_an_event_until_the_map_is_there()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", "local.cluster/run-for: 20ms") + "\n  volumes: [{name: conf, configMap: {name: late}}]");

        await Testing.Time.Eventually.True(async () => (await cluster.EventsAsync("FailedMount")).Count > 0);
        (await cluster.EventsAsync("FailedMount")).Should().Equal("MountVolume.SetUp failed for volume \"conf\" : configmap \"late\" not found");
        (await cluster.FindAsync(RunningCluster.PodPath("one"))).TextAt("status", "phase").Should().Be("Pending");

        _ = await cluster.CreateAsync("/api/v1/namespaces/default/configmaps", "{apiVersion: v1, kind: ConfigMap, metadata: {name: late}}");
        _ = await cluster.AwaitPhaseAsync("one", "Succeeded");
    }

    [Fact]
    public async Task Given_a_running_pod_When_it_is_deleted_Then_it_is_stopped_and_removed_within_its_grace_period()
    {
        await using var cluster = new RunningCluster();
        var pod = await cluster.CreatePodAsync(Pod("one").Replace("Never", "Always", StringComparison.Ordinal));
        _ = await cluster.AwaitPhaseAsync("one", "Running");

        var answer = await cluster.Api.DeleteAsync(RunningCluster.PodPath("one"), pod.TextAt("metadata", "uid"), CancellationToken.None);

        answer.Body.TextAt("metadata", "deletionTimestamp").Should().NotBeNull("the kubelet has the last word");
        await cluster.AwaitGoneAsync(RunningCluster.PodPath("one"));
        (await cluster.EventsAsync("Killing")).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_a_pod_that_does_not_stop_When_its_grace_period_is_over_Then_it_is_killed()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", "local.cluster/stage: slow-stop").Replace("Never", "Always", StringComparison.Ordinal));
        _ = await cluster.AwaitPhaseAsync("one", "Running");

        _ = await cluster.Api.DeleteAsync(RunningCluster.PodPath("one"), null, CancellationToken.None, graceSeconds: 1);

        await cluster.AwaitGoneAsync(RunningCluster.PodPath("one"));
    }

    [Fact]
    public async Task Given_init_containers_When_the_pod_runs_Then_they_come_first_and_a_sidecar_ends_with_it()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", "local.cluster/run-for: 20ms") + "\n  initContainers: [{name: first, image: i}, {name: side, image: i, restartPolicy: Always}]");

        var pod = await cluster.AwaitPhaseAsync("one", "Succeeded");

        pod.ListAt("status", "initContainerStatuses").Objects().Select(one => (one.TextAt("name"), one.NumberAt("state", "terminated", "exitCode")))
            .Should().Equal(("first", 0L), ("side", 0L));
    }

    [Fact]
    public async Task Given_a_sidecar_that_stays_When_the_main_container_has_ended_Then_the_pod_still_runs()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", "local.cluster/stage: sidecar-stays", "local.cluster/run-for: 20ms") + "\n  - {name: side, image: i}");

        var pod = await cluster.AwaitAsync(RunningCluster.PodPath("one"), found =>
            found.ListAt("status", "containerStatuses").Objects().Any(one => one.TextAt("name") == "main" && one.At("state", "terminated") is not null));

        pod.TextAt("status", "phase").Should().Be("Running");
    }

    [Fact]
    public async Task Given_more_CPU_than_any_node_has_When_the_pod_is_created_Then_it_is_unschedulable_and_says_why()
    {
        await using var cluster = new RunningCluster(nodes: 2);
        _ = await cluster.CreatePodAsync(Pod("one") + "\n    resources: {requests: {cpu: '17'}}");

        var pod = await cluster.AwaitAsync(RunningCluster.PodPath("one"), found =>
            found.ListAt("status", "conditions").Objects().Any(one => one.TextAt("type") == "PodScheduled" && one.TextAt("reason") == "Unschedulable"));

        pod.ListAt("status", "conditions").Objects().Single().TextAt("message").Should()
            .Be("0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.");
    }

    [Fact]
    public async Task Given_an_unknown_stage_When_the_pod_is_created_Then_an_event_lists_the_stages_that_there_are()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreatePodAsync(Pod("one", "local.cluster/stage: nonsense"));

        await Testing.Time.Eventually.True(async () => (await cluster.EventsAsync("InvalidStage")).Count > 0);
        (await cluster.EventsAsync("InvalidStage")).Single().Should().Contain("nonsense").And.Contain("oom-killed");
    }

    [Fact]
    public async Task Given_a_claim_When_it_is_made_Then_it_is_bound_and_its_volume_goes_with_it()
    {
        await using var cluster = new RunningCluster();
        const string Path = "/api/v1/namespaces/default/persistentvolumeclaims/data";
        _ = await cluster.CreateAsync("/api/v1/namespaces/default/persistentvolumeclaims",
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}");

        var claim = await cluster.AwaitAsync(Path, found => found.TextAt("status", "phase") == "Bound");
        var volume = $"/api/v1/persistentvolumes/{claim.TextAt("spec", "volumeName")}";
        (await cluster.FindAsync(volume)).Should().NotBeNull();

        _ = await cluster.Api.DeleteAsync(Path, null, CancellationToken.None);
        await cluster.AwaitGoneAsync(volume);
    }

    [Fact]
    public async Task Given_a_Job_When_it_wants_two_completions_Then_it_runs_two_pods_and_completes()
    {
        await using var cluster = new RunningCluster();
        _ = await cluster.CreateAsync("/apis/batch/v1/namespaces/default/jobs", """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: work}
            spec:
              backoffLimit: 1
              completions: 2
              template:
                metadata: {annotations: {local.cluster/run-for: 20ms}}
                spec:
                  restartPolicy: Never
                  containers: [{name: main, image: i}]
            """);

        var job = await cluster.AwaitAsync("/apis/batch/v1/namespaces/default/jobs/work", found =>
            found.ListAt("status", "conditions").Objects().Any(one => one.TextAt("type") == "Complete"));

        job.NumberAt("status", "succeeded").Should().Be(2);
    }

    private static string Pod(string name, params string[] annotations) => $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
          annotations: { {{string.Join(", ", annotations)}} }
        spec:
          restartPolicy: Never
          containers:
          - name: main
            image: some/image:1
        """;

    private static Dictionary<string, string> Conditions(System.Text.Json.Nodes.JsonObject pod) =>
        pod.ListAt("status", "conditions").Objects().ToDictionary(one => one.TextAt("type")!, one => one.TextAt("status")!);
}
