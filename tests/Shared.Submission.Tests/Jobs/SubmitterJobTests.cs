using System.Text.Json;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Jobs;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Tests.Jobs;

public sealed class SubmitterJobTests
{
    private static SubmitterJob Job(Func<SparkApplicationSpec, SparkApplicationSpec>? edit = null)
    {
        var (job, errors) = SubmitterJob.Of(A.Application(edit), A.Identity, SubmissionOptions.Default, "1/x");
        errors.Should().BeEmpty();
        return job!;
    }

    private static List<string> Words(SubmitterJob job) =>
        [.. Container(job).GetProperty("args").EnumerateArray().Select(word => word.GetString()!)];

    private static JsonElement Container(SubmitterJob job) => job.Job.Spec!.Value.GetProperty("template").GetProperty("spec").GetProperty("containers")[0];

    [Fact]
    public void The_words_are_those_of_the_operator_and_spark_submit_can_read_them()
    {
        var (arguments, errors) = SparkSubmitCommandLine.Parse(Words(Job()));

        errors.Should().BeEmpty();
        arguments!.MainResource.Should().Be("local:///opt/spark/examples/jars/spark-examples.jar");
        arguments.Arguments.Should().Equal("1000");
        arguments.Conf.Should().Contain(new KeyValuePair<string, string>("spark.kubernetes.submission.waitAppCompletion", "false"))
            .And.Contain(new KeyValuePair<string, string>("spark.kubernetes.driver.annotation.sparkoperator.k8s.io/spec-hash", "1/x"));
    }

    [Fact]
    public void Settings_too_long_for_a_command_line_go_through_a_file_and_lose_nothing()
    {
        var value = new string('x', 200_000) + " = \\ é\n#";

        var job = Job(spec => spec with { SparkConf = new Dictionary<string, string> { ["spark.long"] = value } });

        Words(job).Should().Contain("--properties-file").And.OnlyContain(word => word.Length < 1000);
        JavaPropertiesText.Read(job.Files.Data!["spark.conf"]).Should().Contain(new KeyValuePair<string, string>("spark.long", value));
    }

    [Fact]
    public void More_than_a_config_map_can_hold_is_refused_before_anything_exists()
    {
        var (job, errors) = SubmitterJob.Of(
            A.Application(spec => spec with { SparkConf = new Dictionary<string, string> { ["spark.long"] = new('x', 1_100_000) } }), A.Identity, SubmissionOptions.Default, null);

        job.Should().BeNull();
        errors.Should().ContainSingle().Which.Path.Should().Be("spec.sparkConf");
    }

    [Fact]
    public void What_spark_would_put_over_the_drivers_template_travels_as_a_setting_or_is_told()
    {
        var job = Job(spec => spec with
        {
            NodeSelector = new Dictionary<string, string> { ["disk"] = "hdd" },
            Driver = spec.Driver! with { NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" }, MemoryLimit = "2g" },
        });

        Words(job).Should().Contain("spark.kubernetes.driver.node.selector.disk=ssd");
        job.NeedsPodWebhook.Should().ContainSingle().Which.Should().Be("spec.driver.memoryLimit: Spark overwrites the memory limit of its driver; only the pod webhook can set it.");
    }

    [Fact]
    public void Both_templates_are_complete()
    {
        var job = Job(spec => spec with
        {
            Driver = spec.Driver! with { PriorityClassName = "high" },
            Executor = spec.Executor! with { PriorityClassName = "low" },
        });

        job.Files.Data!["driver-pod-template.yaml"].Should().Contain("priorityClassName: high");
        job.Files.Data["executor-pod-template.yaml"].Should().Contain("priorityClassName: low");
    }

    [Fact]
    public void The_job_runs_once_in_the_applications_image_with_the_drivers_account_and_no_label_of_the_application()
    {
        var job = Job();

        Container(job).GetProperty("image").GetString().Should().Be("apache/spark:4.0.1");
        var pod = job.Job.Spec!.Value.GetProperty("template");
        pod.GetProperty("spec").GetProperty("serviceAccountName").GetString().Should().Be("spark");
        pod.GetProperty("metadata").GetProperty("labels").TryGetProperty(Shared.Contracts.Names.Labels.AppName, out _).Should().BeFalse();
        job.Name.Should().Be(SubmitterJob.NameOf(A.Identity.SubmissionId)).And.HaveLength(29);
        Job().Job.Spec!.Value.GetRawText().Should().Be(job.Job.Spec!.Value.GetRawText(), "the same input gives the same bytes");
    }
}
