using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Tests.SparkSubmit;

public sealed class SparkSubmissionTests
{
    [Theory]
    [InlineData("512m", "896Mi")]
    [InlineData("1g", "1408Mi")]
    [InlineData("4g", "4505Mi")]
    [InlineData("10g", "11264Mi")]
    public void Memory_of_the_container_is_exact(string heap, string container) =>
        A.Planned("4.0.1", ("spark.driver.memory", heap)).Driver.SparkContainer().Resources!.Limits!["memory"].Text.Should().Be(container);

    [Fact]
    public void Memory_beyond_all_bounds_is_refused_and_not_wrapped()
    {
        var (objects, errors) = A.Plan("4.0.1", ("spark.driver.memory", "8796093022207m"), ("spark.driver.memoryOverhead", "9223372036854775807"));

        objects.Should().BeNull();
        errors.Should().ContainSingle(error => error.Path == "spark.driver.memory");
    }

    [Fact]
    public void The_last_of_two_pairs_wins_and_foreign_keys_are_dropped()
    {
        var objects = A.Planned("4.0.1", ("spark.x", "1"), ("spark.x", "2"), ("other", "3"));

        objects.Properties.Should().Contain("spark.x", "2").And.NotContainKey("other");
    }

    [Fact]
    public void A_value_never_smuggles_in_another_property()
    {
        var objects = A.Planned("4.0.1", ("spark.x", "1\nspark.kubernetes.driver.pod.name=mine\r\nspark.y=2"));

        var read = JavaPropertiesText.Read(objects.Companions.Data("spark.properties"));
        read.Should().BeEquivalentTo(objects.Properties);
        read.Should().NotContain(property => property.Key == "spark.y");
    }

    [Theory]
    [InlineData("spark.driver.memory", "${spark.no}")]
    [InlineData("spark.driver.cores", "0")]
    [InlineData("spark.executor.instances", "-1")]
    [InlineData("spark.ui.port", "http")]
    [InlineData("spark.kubernetes.container.image.pullPolicy", "Sometimes")]
    [InlineData("spark.kubernetes.driver.label.spark-role", "executor")]
    [InlineData("spark.kubernetes.driver.secretKeyRef.PASSWORD", "a:b:c")]
    [InlineData("spark.driver.bindAddress", "0.0.0.0")]
    [InlineData("spark.kubernetes.local.dirs.tmpfs", "si")]
    public void What_spark_would_refuse_is_refused_with_the_key(string key, string value)
    {
        var (objects, errors) = A.Plan("4.0.1", (key, value));

        objects.Should().BeNull();
        errors.Should().ContainSingle().Which.Path.Should().Be(key);
    }

    [Fact]
    public void A_step_that_is_left_out_still_checks_its_settings()
    {
        var (objects, errors) = A.Plan(
            "4.1.1",
            ("spark.kubernetes.driver.pod.excludedFeatureSteps", "org.apache.spark.deploy.k8s.features.DriverServiceFeatureStep"), ("spark.driver.bindAddress", "0.0.0.0"));

        objects.Should().BeNull();
        errors.Should().ContainSingle().Which.Path.Should().Be("spark.driver.bindAddress");
    }

    [Theory]
    [InlineData("--proxy-user", "--proxy-user", "alice", "--conf", "spark.kerberos.principal=u@R", "--conf", "spark.kerberos.keytab=local:///u.keytab")]
    [InlineData("spark.remote", "--conf", "spark.remote=sc://connect")]
    public void Two_words_on_who_or_where_exclude_each_other(string path, params string[] options)
    {
        var (arguments, _) = SparkSubmitCommandLine.Parse(
            ["--master", "k8s://https://a", "--deploy-mode", "cluster", "--class", "A", "--conf", "spark.kubernetes.container.image=i", .. options, "local:///a.jar"]);

        SparkSubmission.Plan(arguments!, SparkReleases.For("4.0.1"), SparkIdentity.Of(A.Identity)).Errors.Should().ContainSingle().Which.Path.Should().Be(path);
    }

    [Theory]
    [InlineData("spark.jars", "/home/me/a.jar")]
    [InlineData("spark.files", "file:///home/me/a.txt")]
    [InlineData("spark.archives", "s3a://bucket/*.zip")]
    [InlineData("spark.kubernetes.driver.pod.featureSteps", "com.example.MyStep")]
    [InlineData("spark.kubernetes.authenticate.driver.oauthToken", "secret-token")]
    public void What_needs_a_jvm_names_the_submitter_job_and_no_secret(string key, string value)
    {
        var (objects, errors) = A.Plan("4.0.1", (key, value));

        objects.Should().BeNull();
        errors.Should().ContainSingle(error => error.Path == key && error.NeedsSubmitterJob).Which.Message.Should().NotContain("secret-token");
    }

    [Fact]
    public void References_are_replaced_where_spark_reads_and_stay_in_the_properties()
    {
        var objects = A.Planned("4.0.1", ("spark.kubernetes.container.image", "${spark.registry}/spark:1"), ("spark.registry", "example.com"));

        objects.Driver.SparkContainer().Image.Should().Be("example.com/spark:1");
        objects.Properties["spark.kubernetes.container.image"].Should().Be("${spark.registry}/spark:1");
    }

    [Fact]
    public void A_reference_to_itself_is_refused()
    {
        var (_, errors) = A.Plan("4.0.1", ("spark.kubernetes.container.image", "${spark.a}"), ("spark.a", "${spark.b}"), ("spark.b", "${spark.a}"));

        errors.Should().ContainSingle().Which.Message.Should().Contain("circle");
    }

    [Fact]
    public void Properties_beyond_a_config_map_are_refused_before_anything_is_made()
    {
        var (objects, errors) = A.Plan("4.0.1", ("spark.x", new string('x', 1 << 20)));

        objects.Should().BeNull();
        errors.Should().ContainSingle().Which.Path.Should().Be("spec.sparkConf");
    }

    [Theory]
    [InlineData("3.4.4", 3)]
    [InlineData("4.0.1", 3)]
    [InlineData("4.1.1", 4)]
    public void The_connect_port_comes_with_its_release(string version, int ports) =>
        A.Planned(version).Driver.SparkContainer().Ports.Should().HaveCount(ports);

    [Theory]
    [InlineData("4.1.1", false)]
    [InlineData("4.2.1", true)]
    public void The_network_policy_comes_with_its_release(string version, bool exists) =>
        A.Planned(version).Companions.Any(companion => companion.Kind == "NetworkPolicy").Should().Be(exists);

    [Fact]
    public void A_step_that_is_excluded_by_class_name_is_left_out() =>
        A.Planned("4.3.0", ("spark.kubernetes.driver.pod.excludedFeatureSteps", "org.apache.spark.deploy.k8s.features.NetworkPolicyFeatureStep"))
            .Companions.Should().NotContain(companion => companion.Kind == "NetworkPolicy");
}
