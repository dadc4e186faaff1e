using LocalCluster.Json;
using LocalCluster.Nodes.Spark;
using LocalCluster.Nodes.Spark.Submitting;

namespace LocalCluster.Tests.Nodes.Spark;

public sealed class SubmitCommandTests
{
    [Fact]
    public void Given_arguments_of_spark_submit_When_they_are_read_Then_options_are_conf_and_what_follows_the_file_is_the_application_s()
    {
        var command = SubmitCommand.Parse(
        [
            "--master", "k8s://https://kubernetes.default.svc", "--deploy-mode=cluster", "--name", "pi", "--class", "org.example.Main", "--conf", "spark.executor.instances=3",
            "-c", "spark.a=b=c", "--executor-memory", "2g", "--verbose", "local:///app.jar", "--conf", "10",
        ]);

        command.Problem.Should().BeNull();
        (command.MainClass, command.Resource).Should().Be(("org.example.Main", "local:///app.jar"));
        command.Arguments.Should().Equal("--conf", "10");
        command.Conf.Entries.Should().Contain(
        [
            new("spark.submit.deployMode", "cluster"), new("spark.app.name", "pi"), new("spark.executor.instances", "3"), new("spark.a", "b=c"), new("spark.executor.memory", "2g"),
        ]);
    }

    [Theory]
    [InlineData("--master", "Missing argument for option '--master'.")]
    [InlineData("--colour red", "Unrecognized option: --colour")]
    [InlineData("--conf spark.x", "Spark config without '=': spark.x")]
    public void Given_bad_arguments_When_they_are_read_Then_the_problem_is_told_as_Spark_tells_it(string arguments, string expected) =>
        SubmitCommand.Parse([.. arguments.Split(' ')]).Problem.Should().Be(expected);

    [Theory]
    [InlineData("a 'b c' \"d $X\" e\\ f", "a|b c|d |e f")]
    [InlineData("--conf spark.driver.host=$(host=${POD_IP}; if [[ $host == *:* ]]; then echo \"[$host]\"; else echo \"$host\"; fi) next", "--conf|spark.driver.host=10.1.0.9|next")]
    [InlineData("${SPARK_HOME}/sbin/start.sh --conf 'k=it'\\''s $5'", "/opt/spark/sbin/start.sh|--conf|k=it's $5")]
    [InlineData("  ", "")]
    public void Given_a_shell_line_When_it_is_split_Then_its_words_are_those_of_a_shell(string line, string expected) =>
        string.Join('|', CommandWords.Split(line, "10.1.0.9")).Should().Be(expected);

    [Fact]
    public void Given_a_conf_When_it_is_stored_and_read_Then_nothing_is_lost()
    {
        var conf = SparkConf.Empty.With("spark.a b", " c:\\d=e#!\t\n").With("spark.url", "k8s://https://x:443");

        SparkConf.Parse(conf.Store("a comment")).Entries.Should().BeEquivalentTo(conf.Entries);
        conf.Store("a comment").Should().StartWith("#a comment\n").And.Contain(@"k8s\://https\://x\:443");
    }

    [Fact]
    public void Given_a_submission_When_its_driver_is_built_Then_pod_service_and_conf_fit_together()
    {
        var command = SubmitCommand.Parse(
        [
            "--deploy-mode", "cluster", "--name", "Pi 3.14", "--class", "org.example.Main", "--conf", "spark.kubernetes.namespace=jobs", "--conf", "spark.kubernetes.container.image=spark:3.5.1",
            "--conf", "spark.kubernetes.driver.label.team=data", "--conf", "spark.driver.memory=2g", "--conf", "spark.kubernetes.authenticate.driver.serviceAccountName=spark", "local:///app.jar", "7",
        ]);

        var draft = DriverDrafts.Build(new Submission(command, command.Conf, "3.5.1", "11111111-2222-3333-4444-555555555555", null, "spec: {}"));

        var container = draft.Pod.ListAt("spec", "containers").Objects().Single();
        draft.Pod.TextAt("metadata", "name").Should().MatchRegex("^pi-3-14-[0-9a-f]{16}-driver$");
        draft.Pod.TextAt("metadata", "labels", "team").Should().Be("data");
        draft.Pod.TextAt("spec", "serviceAccountName").Should().Be("spark");
        container.TextAt("resources", "limits", "memory").Should().Be("2432Mi");
        container.ListAt("args").Texts().Should().Equal("driver", "--properties-file", "/opt/spark/conf/spark.properties", "--class", "org.example.Main", "local:///app.jar", "7");
        var companions = draft.Companions.ToLookup(one => one.Plural, one => one.Object);
        companions["services"].Single().TextAt("metadata", "name").Should().MatchRegex("^pi-3-14-[0-9a-f]{16}-driver-svc$");
        companions["services"].Single().ObjectAt("spec", "selector").TextAt("spark-role").Should().Be("driver");
        companions["configmaps"].Should().HaveCount(2);
        foreach (var map in companions["configmaps"])
            draft.Pod.ListAt("spec", "volumes").Objects().Select(volume => volume.TextAt("configMap", "name")).Should().Contain(map.TextAt("metadata", "name"));
        var conf = SparkConf.Parse(companions["configmaps"].Select(map => map.TextAt("data", "spark.properties")).OfType<string>().Single());
        conf["spark.app.id"].Should().Be(draft.Pod.TextAt("metadata", "labels", "spark-app-selector"));
        conf["spark.driver.host"].Should().Be($"{companions["services"].Single().TextAt("metadata", "name")}.jobs.svc");
        conf["spark.kubernetes.executor.podTemplateFile"].Should().Be("/opt/spark/pod-template/pod-spec-template.yml");
    }
}
