using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Submission.Tests.Gangs;

public sealed class PodGroupTests
{
    private static readonly SubmissionOptions On = new() { BatchSchedulers = true, KubeSchedulerNames = ["gang"] };

    [Fact]
    public void Given_Volcano_Then_the_group_asks_for_all_pods_and_both_pods_name_it()
    {
        var rendered = Rendered(Application("volcano", new BatchSchedulerOptions { Queue = "q", PriorityClassName = "high" }), On);

        Group(rendered)!["apiVersion"]!.ToString().Should().Be("scheduling.volcano.sh/v1beta1");
        Spec(rendered).Should().Be("""{"minMember":1,"minResources":{"cpu":"3","memory":"2688Mi"},"priorityClassName":"high","queue":"q"}""");
        rendered.Driver.Metadata!.Annotations![Annotations.VolcanoGroupName].Should().Be($"spark-{A.Application().Metadata!.Name}-pg");
        rendered.Driver.Spec!.SchedulerName.Should().Be("volcano");
    }

    [Fact]
    public void Given_resources_of_ones_own_Then_Volcano_gets_these() =>
        Spec(Rendered(Application("volcano", new BatchSchedulerOptions { Resources = new Dictionary<string, Quantity> { ["cpu"] = "7" } }), On))
            .Should().Be("""{"minMember":1,"minResources":{"cpu":"7"}}""");

    [Fact]
    public void Given_a_group_of_ones_own_Then_no_other_is_made()
    {
        var application = Application("volcano");
        application = application with { Spec = application.Spec! with { Driver = application.Spec.Driver! with { Annotations = new Dictionary<string, string> { [Annotations.VolcanoGroupName] = "mine" } } } };

        Group(Rendered(application, On)).Should().BeNull();
    }

    [Fact]
    public void Given_a_kube_scheduler_by_name_Then_the_group_is_one_of_the_scheduler_plugins_and_a_label_names_it()
    {
        var rendered = Rendered(Application("gang", new BatchSchedulerOptions { Queue = "not known here" }), On);

        Group(rendered)!["apiVersion"]!.ToString().Should().Be("scheduling.x-k8s.io/v1alpha1");
        Spec(rendered).Should().Be("""{"minMember":1,"minResources":{"cpu":"3","memory":"2688Mi"}}""");
        rendered.Driver.Metadata!.Labels![Labels.SchedulerPluginsPodGroup].Should().Be(Group(rendered)!["metadata"]!["name"]!.ToString());
    }

    [Fact]
    public void Given_a_default_scheduler_Then_pods_of_applications_that_name_none_ask_for_it()
    {
        var rendered = Rendered(Application(null), On with { DefaultBatchScheduler = "volcano" });

        rendered.Driver.Spec!.SchedulerName.Should().Be("volcano");
        Group(rendered).Should().NotBeNull();
    }

    [Fact]
    public void Given_batch_schedulers_are_off_Then_none_gets_a_group() =>
        Group(Rendered(Application("volcano"), SubmissionOptions.Default)).Should().BeNull();

    [Fact]
    public void Given_an_unknown_scheduler_Then_the_submission_is_refused_and_names_those_that_are_known() =>
        NativeSubmission.Render(Application("nope"), A.Identity, On).Should().BeOfType<SubmissionResult.Refused>()
            .Which.ToString().Should().Contain("'nope' is not known; use volcano, yunikorn, gang");

    [Fact]
    public void Given_dynamic_allocation_in_settings_alone_Then_as_many_executors_count_as_the_driver_will_start_with()
    {
        var application = Application("volcano");
        application = application with
        {
            Spec = application.Spec! with
            {
                SparkConf = new Dictionary<string, string> { ["spark.dynamicAllocation.enabled"] = "true", ["spark.dynamicAllocation.minExecutors"] = "4", ["spark.dynamicAllocation.shuffleTracking.enabled"] = "true" },
            },
        };

        Spec(Rendered(application, On)).Should().Contain("\"cpu\":\"5\"");
    }

    [Fact]
    public void Given_YuniKorn_and_sizes_without_a_unit_Then_they_count_as_Spark_counts_them()
    {
        var application = Application("yunikorn");
        application = application with
        {
            Spec = application.Spec! with { SparkConf = new Dictionary<string, string> { ["spark.memory.offHeap.enabled"] = "true", ["spark.memory.offHeap.size"] = "1073741824" } },
        };

        Rendered(application, On).Driver.Metadata!.Annotations![Annotations.YuniKornTaskGroups].Should().Contain("\"memory\":\"1920Mi\"");
    }

    private static SparkApplication Application(string? scheduler, BatchSchedulerOptions? options = null) => A.Application(spec => spec with
    {
        BatchScheduler = scheduler,
        BatchSchedulerOptions = options,
        Type = ApplicationTypes.Scala,
        Mode = DeployModes.Cluster,
        Driver = (spec.Driver ?? new DriverSpec()) with { Cores = 1, Memory = "512m" },
        Executor = (spec.Executor ?? new ExecutorSpec()) with { Cores = 1, Memory = "512m", Instances = 2 },
    });

    private static SubmissionResult.Rendered Rendered(SparkApplication application, SubmissionOptions options) =>
        NativeSubmission.Render(application, A.Identity, options).Should().BeOfType<SubmissionResult.Rendered>().Subject;

    private static JsonNode? Group(SubmissionResult.Rendered rendered) =>
        rendered.Companions.Where(companion => companion.Kind == "PodGroup").Select(companion => JsonNode.Parse(companion.ToJson())).SingleOrDefault();

    private static string Spec(SubmissionResult.Rendered rendered) => Group(rendered)!["spec"]!.ToJsonString();
}
