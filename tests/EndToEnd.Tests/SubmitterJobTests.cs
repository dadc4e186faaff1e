using System.Text;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>Applications that only a JVM can submit: a Job runs spark-submit, and the driver that it makes is followed like any other.</summary>
public sealed class SubmitterJobTests(SubmitterJobTests.Operator @operator) : IClassFixture<SubmitterJobTests.Operator>
{
    private static readonly KubernetesResource Jobs = new("batch", "v1", "jobs", "Job");
    private static readonly KubernetesResource Events = new("events.k8s.io", "v1", "events", "Event");
    private static readonly KubernetesResource Quotas = new("", "v1", "resourcequotas", "ResourceQuota");

    private readonly ICluster _cluster = @operator.Cluster;
    private readonly ProgramUnderTest _controller = @operator.Controller;

    [LocalClusterFact]
    public async Task An_application_that_needs_a_JVM_runs_to_its_end_and_an_event_says_why_a_job_was_made()
    {
        await using var home = await _cluster.Api.CreateNamespaceAsync("jvm");
        await CreateAsync(home, "pi", application => application["spec"]!["deps"] = new JsonObject { ["jars"] = new JsonArray("file:///opt/spark/extra.jar") });

        var driver = await Eventually.SeesAsync(async () => (await _cluster.Api.DriversAsync(home.Name, "pi")) is [var first, ..] ? first : null, seen => seen is not null, () => _controller.Output);
        await StateAsync(home, "pi", "COMPLETED");

        var job = (await _cluster.Api.ListAsync(Jobs, home.Name)).Should().ContainSingle().Subject;
        ((string?)job["metadata"]!["labels"]!["sparkoperator.k8s.io/submission-id"]).Should().Be((string?)driver!["metadata"]!["labels"]!["sparkoperator.k8s.io/submission-id"]);
        var told = await Eventually.SeesAsync(
            async () => (await _cluster.Api.ListAsync(Events, home.Name)).FirstOrDefault(item => (string?)item["reason"] == "SparkApplicationSubmitterJob"), seen => seen is not null);
        ((string?)told!["note"]).Should().Contain("file:///opt/spark/extra.jar");
    }

    [LocalClusterFact]
    public async Task Settings_too_long_for_a_command_line_go_through_a_file_and_reach_the_driver()
    {
        await using var home = await _cluster.Api.CreateNamespaceAsync("long");
        await CreateAsync(home, "pi", application =>
        {
            application["metadata"]!["annotations"] = new JsonObject { ["sparkoperator.k8s.io/submitter"] = "job" };
            application["spec"]!["sparkConf"] = new JsonObject(Enumerable.Range(0, 40).Select(index => KeyValuePair.Create($"spark.sql.option{index}", (JsonNode?)new string('x', 3000))));
        });

        var driver = await Eventually.SeesAsync(async () => (await _cluster.Api.DriversAsync(home.Name, "pi")) is [var first, ..] ? first : null, seen => seen is not null, () => _controller.Output);
        var properties = await Eventually.SeesAsync(
            async () => (await _cluster.Api.ListAsync(KubernetesResources.ConfigMaps, home.Name)).FirstOrDefault(map =>
                (string?)map["metadata"]!["ownerReferences"]?[0]!["uid"] == driver!.Uid() && map["data"]?["spark.properties"] is not null),
            seen => seen is not null);
        await StateAsync(home, "pi", "COMPLETED");

        ((string?)properties!["data"]!["spark.properties"]).Should().Contain("spark.sql.option39").And.Contain(new string('x', 3000));
        var job = (await _cluster.Api.ListAsync(Jobs, home.Name)).Should().ContainSingle().Subject;
        var words = job["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(word => (string)word!).ToList();
        words.Should().Contain("--properties-file").And.NotContain(word => word.Contains("spark.sql.option", StringComparison.Ordinal));
        var files = await _cluster.Api.FindAsync(KubernetesResources.ConfigMaps, home.Name, (string)job["metadata"]!["name"]!);
        ((string?)files!["data"]!["spark.conf"]).Should().Contain("spark.sql.option39");
    }

    [LocalClusterFact]
    public async Task A_job_that_fails_tells_the_last_words_of_its_log()
    {
        await using var home = await _cluster.Api.CreateNamespaceAsync("fails");
        home.ExpectDenialsOfAccount("default");
        await CreateAsync(home, "pi", application =>
        {
            application["metadata"]!["annotations"] = new JsonObject { ["sparkoperator.k8s.io/submitter"] = "job" };
            application["spec"]!["driver"]!["serviceAccount"] = "default";
        });

        await StateAsync(home, "pi", "FAILED");

        var status = (await _cluster.Api.FindAsync(ClusterObjects.SparkApplications, home.Name, "pi"))!["status"]!;
        ((string?)status["applicationState"]!["errorMessage"]).Should().Contain("cannot create resource \"pods\"");
        ((string?)status["diagnosis"]!["nextStep"]).Should().Contain((string)(await _cluster.Api.ListAsync(Jobs, home.Name)).Single()["metadata"]!["name"]!);
    }

    [LocalClusterFact]
    public async Task A_job_on_its_way_goes_when_the_application_is_suspended_and_another_one_comes_when_it_is_resumed()
    {
        await using var home = await _cluster.Api.CreateNamespaceAsync("held");
        await _cluster.Api.CreateAsync(Quotas, home.Name, JsonNode.Parse(
            """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"none"},"spec":{"hard":{"pods":"0"}}}""")!);
        await CreateAsync(home, "pi", application => application["metadata"]!["annotations"] = new JsonObject { ["sparkoperator.k8s.io/submitter"] = "job" });
        var first = await Eventually.SeesAsync(async () => (await _cluster.Api.ListAsync(Jobs, home.Name)).SingleOrDefault(), seen => seen is not null, () => _controller.Output);

        await SuspendAsync(home, "pi", true);
        await StateAsync(home, "pi", "SUSPENDED");

        (await _cluster.Api.ListAsync(Jobs, home.Name)).Should().BeEmpty();
        await _cluster.Api.SendAsync(ApiRequests.Delete(Quotas, home.Name, "none"), CancellationToken.None);
        await SuspendAsync(home, "pi", false);
        await StateAsync(home, "pi", "COMPLETED");
        (await _cluster.Api.ListAsync(Jobs, home.Name)).Should().ContainSingle().Which.Uid().Should().NotBe(first!.Uid());
        (await _cluster.Api.DriversAsync(home.Name, "pi")).Should().ContainSingle();
    }

    private async Task CreateAsync(TestNamespace home, string name, Action<JsonNode> edit)
    {
        var application = Manifests.SparkPi(name);
        edit(application);
        await _cluster.Api.CreateAsync(ClusterObjects.SparkApplications, home.Name, application);
    }

    private Task StateAsync(TestNamespace home, string name, string state) => Eventually.SeesAsync(
        () => _cluster.Api.StateAsync(home.Name, name), seen => seen == state, () => $"{state}\n{_controller.Output}\n{_cluster.Output}");

    private Task SuspendAsync(TestNamespace home, string name, bool suspend) => _cluster.Api.SendAsync(
        ApiRequests.Patch(ClusterObjects.SparkApplications, home.Name, name, PatchKind.Merge, Encoding.UTF8.GetBytes(suspend ? """{"spec":{"suspend":true}}""" : """{"spec":{"suspend":false}}""")),
        CancellationToken.None);

    /// <summary>A cluster and a controller that may read logs, for all tests of this class.</summary>
    public sealed class Operator : IAsyncLifetime
    {
        public ICluster Cluster { get; private set; } = null!;

        public ProgramUnderTest Controller { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            if (TestCluster.IsExternal)
                return;
            Cluster = await LocalClusterProcess.StartAsync();
            await new Sparkctl(Cluster.KubeConfigPath).DoAsync("crds", "install");
            Controller = ProgramUnderTest.Start(
                "Controller", ["--kubeconfig", Cluster.KubeConfigPath, "--metrics-listen", "http://127.0.0.1:0", "--leader-election=false", "--diagnose-driver-logs=true"]);
            await Controller.ReadyAsync();
        }

        public async Task DisposeAsync()
        {
            if (Controller is not null)
                await Controller.DisposeAsync();
            if (Cluster is not null)
                await Cluster.DisposeAsync();
        }
    }
}
