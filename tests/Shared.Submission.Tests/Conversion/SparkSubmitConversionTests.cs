using System.Text.Json;
using Shared.Submission.Conversion;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Tests.Conversion;

public sealed class SparkSubmitConversionTests
{
    private static readonly string[] Usual =
    [
        "--master", "k8s://https://10.0.0.1:6443", "--deploy-mode", "cluster", "--name", "etl", "--class", "com.example.Etl",
        "--conf", "spark.kubernetes.container.image=apache/spark:4.0.1", "--conf", "spark.kubernetes.namespace=jobs",
    ];

    [Fact]
    public void Settings_that_have_a_member_move_there_and_the_others_stay()
    {
        var spec = Converted(
            "--driver-memory", "2g", "--executor-cores", "4", "--num-executors", "3", "--jars", "s3a://b/a.jar, local:///b.jar", "--conf", "spark.sql.shuffle.partitions=9",
            "--conf", "spark.kubernetes.driver.label.team=data", "--conf", "spark.kubernetes.authenticate.driver.serviceAccountName=spark").Application.Spec!;

        spec.Should().BeEquivalentTo(new
        {
            SparkVersion = "4.0.1",
            Image = "apache/spark:4.0.1",
            MainClass = "com.example.Etl",
            MainApplicationFile = "local:///etl.jar",
            Driver = new { Memory = "2g", ServiceAccount = "spark" },
            Executor = new { Cores = 4, Instances = 3 },
        });
        spec.Driver!.Labels.Should().Equal(new Dictionary<string, string> { ["team"] = "data" });
        spec.Deps!.Jars.Should().Equal("s3a://b/a.jar", "local:///b.jar");
        spec.SparkConf.Should().Equal(new Dictionary<string, string> { ["spark.sql.shuffle.partitions"] = "9" });
    }

    [Fact]
    public void Without_a_number_of_executors_there_are_two_as_with_spark_submit() =>
        Converted().Application.Spec!.Executor!.Instances.Should().Be(2);

    [Fact]
    public void Dynamic_allocation_is_not_given_a_first_executor_that_nobody_asked_for()
    {
        var spec = Converted("--conf", "spark.dynamicAllocation.enabled=true", "--conf", "spark.dynamicAllocation.maxExecutors=9").Application.Spec!;

        spec.DynamicAllocation.Should().BeEquivalentTo(new { Enabled = true, MaxExecutors = 9 });
        spec.Executor!.Instances.Should().BeNull();
        spec.SparkConf.Should().BeNull();
    }

    [Fact]
    public void An_ordinary_command_line_loses_nothing() => Converted("--conf", "spark.sql.x=1").Lost.Should().BeEmpty();

    [Theory]
    [InlineData("--name", "--name", "Daily Load!")]
    [InlineData("spark.kubernetes.authenticate.driver.oauthToken", "--conf", "spark.kubernetes.authenticate.driver.oauthToken=hush")]
    [InlineData("spark.kubernetes.context", "--conf", "spark.kubernetes.context=dev")]
    [InlineData("spark.files", "--files", "/home/me/a.txt,https://b/c.txt")]
    [InlineData("spark.kubernetes.driver.pod.featureSteps", "--conf", "spark.kubernetes.driver.pod.featureSteps=a.B")]
    public void What_an_application_cannot_do_is_told_without_values_that_may_be_secret(string what, params string[] options)
    {
        var converted = Converted(options);

        converted.Lost.Should().ContainSingle().Which.What.Should().Be(what);
        JsonSerializer.Serialize(converted.Lost).Should().NotContain("hush");
        converted.Application.Spec!.SparkConf.Should().BeNull();
    }

    [Fact]
    public void A_template_moves_into_the_application_with_its_spark_container_first()
    {
        const string template = "metadata: {labels: {a: b}}\nspec: {priorityClassName: high, containers: [{name: side}, {name: main, tty: true}]}";

        var spec = Converted(
            [("/t.yaml", template)],
            "--conf", "spark.kubernetes.driver.podTemplateFile=/t.yaml", "--conf", "spark.kubernetes.driver.podTemplateContainerName=main").Application.Spec!;

        spec.Driver!.Template!.Spec!.Containers!.Select(container => container.Name).Should().Equal("main", "side");
        spec.Driver.Template.Spec.PriorityClassName.Should().Be("high");
    }

    [Theory]
    [InlineData("spark.driver.cores", "--conf", "spark.driver.cores=0")]
    [InlineData("--deploy-mode", "--deploy-mode", "client")]
    [InlineData("--master", "--master", "yarn")]
    [InlineData("spec.mainApplicationFile", "--name", "x", "/home/me/a.jar")]
    public void What_spark_submit_would_refuse_is_refused_in_one_sentence(string what, params string[] options)
    {
        var refused = Convert([], options).Should().BeOfType<ConversionResult.Refused>().Subject;

        refused.Reason.Should().StartWith(what).And.NotContain("\n");
    }

    [Theory]
    [InlineData("apache/spark:3.5.7-scala2.12", "3.5.7", false)]
    [InlineData("registry.example/jobs/etl:latest", "4.3.0", true)]
    public void The_version_is_that_of_the_image_or_the_newest_with_a_warning(string image, string version, bool warns)
    {
        var converted = Converted("--conf", $"spark.kubernetes.container.image={image}");

        converted.Application.Spec!.SparkVersion.Should().Be(version);
        converted.Warnings.Any(warning => warning.Contains("version of Spark", StringComparison.Ordinal)).Should().Be(warns);
    }

    private static ConversionResult.Converted Converted(params string[] options) => Converted([], options);

    private static ConversionResult.Converted Converted((string, string)[] files, params string[] options) =>
        Convert(files, options).Should().BeOfType<ConversionResult.Converted>().Subject;

    private static ConversionResult Convert((string, string)[] files, params string[] options)
    {
        string[] resource = options.Length % 2 == 0 ? ["local:///etl.jar"] : [];
        var (arguments, errors) = SparkSubmitCommandLine.Parse([.. Usual, .. options, .. resource]);
        errors.Should().BeEmpty();
        return SparkSubmitConversion.ToApplication(arguments! with { Files = new InMemoryFiles(files) });
    }
}
