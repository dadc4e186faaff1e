using Shared.Submission.Conf;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Tests.SparkSubmit;

public sealed class SubmitterFilesTests
{
    private static readonly string[] Usual =
    [
        "--master", "k8s://https://10.0.0.1:6443", "--deploy-mode", "cluster", "--name", "etl", "--class", "com.example.Etl",
        "--conf", "spark.kubernetes.container.image=apache/spark:test",
    ];

    [Fact]
    public void Given_a_properties_file_and_conf_When_both_have_a_key_Then_the_command_line_wins_and_defaults_are_not_read()
    {
        var objects = Planned(
            "3.5.7",
            ["--properties-file", "p.conf", "--conf", "spark.a=command line"],
            ("p.conf", "spark.a file\nspark.b file\nforeign x\n"), ("/conf/spark-defaults.conf", "spark.c defaults\n"));

        objects.Properties.Should().Contain("spark.a", "command line").And.Contain("spark.b", "file").And.NotContainKeys("spark.c", "foreign");
    }

    [Fact]
    public void Given_the_switch_for_defaults_When_there_is_a_properties_file_too_Then_the_file_wins()
    {
        var objects = Planned(
            "4.0.1", ["--properties-file", "p.conf", "--load-spark-defaults"], ("p.conf", "spark.a file"), ("/conf/spark-defaults.conf", "spark.a x\nspark.c defaults"));

        objects.Properties.Should().Contain("spark.a", "file").And.Contain("spark.c", "defaults");
    }

    [Theory]
    [InlineData("3.5.7", "--load-spark-defaults")]
    [InlineData("4.0.1", "--properties-file", "missing.conf")]
    public void What_the_release_or_the_disk_does_not_have_is_refused_with_the_option(string version, params string[] options) =>
        Refused(version, options).Should().ContainSingle().Which.Path.Should().Be(options[0]);

    [Fact]
    public void Files_of_the_configuration_directory_travel_but_not_those_that_only_the_submitter_reads()
    {
        var objects = Planned(
            "4.0.1", [], ("/conf/log4j2.properties", "rootLogger.level = warn"), ("/conf/spark-defaults.conf", "spark.a b"), ("/conf/x.template", ""), ("/conf/sub/y", ""));

        var map = objects.Companions.OfType<Companion.OfConfigMap>().Last().Object;
        map.Data!.Keys.Should().Equal("log4j2.properties", "spark.kubernetes.namespace", "spark.properties");
        objects.Driver.Spec!.Volumes![^1].ConfigMap!.Items!.Select(item => item.Key).Should().Equal("log4j2.properties", "spark.properties");
        objects.ConfFiles.Should().Equal("log4j2.properties");
    }

    [Fact]
    public void A_configuration_directory_too_large_for_a_config_map_loses_its_largest_files()
    {
        var files = ConfDirectory.Load(new InMemoryFiles(("/c/a", new string('a', 60)), ("/c/b", "b"), ("/c/c", new string('c', 50))), "/c", limit: 80);

        files.Keys.Should().Equal("b", "c");
    }

    [Fact]
    public void Plain_assignments_of_the_shell_script_count_and_anything_more_needs_a_shell()
    {
        Planned("4.0.1", [], ("/conf/spark-env.sh", "# memory\nexport SPARK_DRIVER_MEMORY=\"3g\"\n")).Properties.Should().Contain("spark.driver.memory", "3g");

        Refused("4.0.1", [], ("/conf/spark-env.sh", "export A=$(hostname)\n")).Should().ContainSingle(error => error.NeedsSubmitterJob)
            .Which.Message.Should().Contain("line 1");
    }

    [Fact]
    public void Hadoops_directory_becomes_a_config_map_unless_it_asks_for_a_login()
    {
        var objects = Planned("4.0.1", ["--conf", "spark.user.hadoop=1"], ("/hadoop/core-site.xml", "<configuration/>"));
        objects.Companions.Should().Contain(companion => companion.Name.EndsWith("-hadoop-config", StringComparison.Ordinal));
        objects.Driver.SparkContainer().Env.Should().Contain(variable => variable.Name == "HADOOP_CONF_DIR" && variable.Value == "/opt/hadoop/conf");

        Refused("4.0.1", [], ("/hadoop/core-site.xml", "<name>hadoop.security.authentication</name><value>kerberos</value>"))
            .Should().ContainSingle(error => error.NeedsSubmitterJob);
    }

    [Fact]
    public void Key_tables_and_tokens_go_into_secrets_and_nowhere_else()
    {
        var objects = Planned(
            "4.0.1",
            ["--principal", "u@R", "--keytab", "/u.keytab", "--conf", "spark.kubernetes.authenticate.driver.oauthToken=hush"],
            ("/u.keytab", "KEYTAB"));

        objects.Companions.Where(companion => companion.Kind == "Secret").Should().HaveCount(2);
        objects.Properties.Should().Contain("spark.kerberos.keytab", "/mnt/secrets/kerberos-keytab/u.keytab");
        objects.Properties.Values.Should().NotContain(value => value.Contains("hush"));
        objects.Driver.Spec!.ServiceAccountName.Should().BeNull("Spark takes a Secret or an account, not both");
    }

    [Fact]
    public void Without_a_disk_what_lies_on_one_is_left_to_real_spark_submit()
    {
        var (arguments, _) = SparkSubmitCommandLine.Parse([.. Usual, "--properties-file", "p.conf", "local:///a.jar"]);

        var (objects, errors) = SparkSubmission.Plan(arguments!, SparkReleases.For("4.0.1"), SparkIdentity.Of(A.Identity));

        objects.Should().BeNull();
        errors.Should().ContainSingle().Which.NeedsSubmitterJob.Should().BeTrue();
    }

    [Theory]
    [InlineData("a b", "a", "b")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("  a :  b ", "a", "b ")]
    [InlineData("a\\ b = \\u00e9\\t", "a b", "é\t")]
    [InlineData("a one,\\\r\n    two", "a", "one,two")]
    [InlineData("a", "a", "")]
    [InlineData("# c\n! d\n\na b", "a", "b")]
    public void Properties_files_are_read_as_java_reads_them(string text, string key, string value) =>
        PropertiesText.Read(text).Should().Equal((IEnumerable<KeyValuePair<string, string>>)[new(key, value)]);

    private static SparkObjects Planned(string version, string[] options, params (string, string)[] files)
    {
        var (objects, errors) = Plan(version, options, files);
        errors.Should().BeEmpty();
        return objects!;
    }

    private static IReadOnlyList<SubmissionError> Refused(string version, string[] options, params (string, string)[] files)
    {
        var (objects, errors) = Plan(version, options, files);
        objects.Should().BeNull();
        return errors;
    }

    private static (SparkObjects? Objects, IReadOnlyList<SubmissionError> Errors) Plan(string version, string[] options, (string Path, string Text)[] files)
    {
        var (arguments, errors) = SparkSubmitCommandLine.Parse([.. Usual, .. options, "local:///a.jar"]);
        errors.Should().BeEmpty();
        var environment = new Dictionary<string, string> { ["SPARK_CONF_DIR"] = "/conf" };
        if (files.Any(file => file.Path.StartsWith("/hadoop/", StringComparison.Ordinal)))
            environment["HADOOP_CONF_DIR"] = "/hadoop";
        return SparkSubmission.Plan(
            arguments! with { Files = new InMemoryFiles(files), Environment = environment }, SparkReleases.For(version), SparkIdentity.Of(A.Identity));
    }
}
