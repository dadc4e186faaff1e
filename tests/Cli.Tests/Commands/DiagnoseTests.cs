using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;

namespace Cli.Tests.Commands;

public sealed class DiagnoseTests
{
    private const string Application = """
        {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"spark-pi","namespace":"default","uid":"u1"},
         "spec":{"sparkConf":{"spark.hadoop.fs.s3a.secret.key":"hush"},"driver":{"serviceAccount":"spark","env":[{"name":"DB_PASSWORD","value":"hush"}],"configMaps":[{"name":"settings","path":"/s"}]},"executor":{}},
         "status":{"applicationState":{"state":"FAILED"}}}
        """;

    private static Terminal With(string pod, string log = "")
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Application).When("GET", Paths.Pods, Paths.List(pod)).When("GET", Paths.Events, Paths.Empty)
            .When("GET", "/api/v1/namespaces/default/serviceaccounts/spark", "{}").When("GET", "/api/v1/namespaces/default/configmaps/settings", "{}")
            .When(request => request.Path.EndsWith("/log", StringComparison.Ordinal), _ => new ApiResponse(200, Encoding.UTF8.GetBytes(log)));
        return terminal;
    }

    private static string Driver(string status) =>
        """{"metadata":{"name":"spark-pi-driver","namespace":"default","uid":"d","labels":{"spark-role":"driver"}},"spec":{"containers":[{"name":"spark-kubernetes-driver"}]},"status":STATUS}""".Replace("STATUS", status);

    [Theory]
    [InlineData("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes: Insufficient cpu"}]}""", "cannot be scheduled", "Insufficient cpu", "Ask for less")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"ImagePullBackOff","message":"not found"}}}]}""", "image of the driver cannot be pulled", "ImagePullBackOff: not found", "imagePullSecrets")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"c","state":{"terminated":{"reason":"OOMKilled","exitCode":137}}}]}""", "used more memory than its limit", "OOMKilled, exit code 137", "memoryOverhead")]
    public async Task Given_a_pods_status_When_diagnosed_Then_cause_evidence_and_next_step_are_told(string status, string cause, string evidence, string step)
    {
        var terminal = With(Driver(status));

        (await terminal.RunAsync("diagnose spark-pi")).Should().Be(0);

        terminal.Out.ToString().Should().Contain(cause).And.Contain(evidence).And.Contain(step);
    }

    [Theory]
    [InlineData("Exception in thread \"main\" java.lang.ClassNotFoundException: a.B\n\tat java.base/x(Y.java:1)\n", "Check spec.mainClass")]
    [InlineData("java.lang.OutOfMemoryError: Java heap space\n", "Raise spec.driver.memory")]
    [InlineData("java.io.FileNotFoundException: /data/in\n\tat a.b\n", "Check the path")]
    public async Task Given_an_exception_in_the_log_When_diagnosed_Then_its_lines_are_the_evidence(string log, string step)
    {
        var terminal = With(Driver("""{"phase":"Failed"}"""), $"starting\n{log}");

        (await terminal.RunAsync("diagnose spark-pi")).Should().Be(0);

        terminal.Out.ToString().Should().Contain(log.Split('\n')[0]).And.Contain(step);
    }

    [Fact]
    public async Task Given_a_reference_to_nothing_When_diagnosed_Then_it_comes_first()
    {
        var terminal = With(Driver("""{"phase":"Failed"}"""));
        terminal.Api.WhenRefused("GET", "/api/v1/namespaces/default/configmaps/settings", 404, "NotFound");

        (await terminal.RunAsync("diagnose spark-pi")).Should().Be(0);

        terminal.Out.ToString().Should().Contain("needs ConfigMap 'settings', which does not exist");
    }

    [Fact]
    public async Task Given_what_may_not_be_read_When_diagnosed_Then_it_is_named_and_the_rest_is_told()
    {
        var terminal = With(Driver("""{"phase":"Failed"}"""));
        terminal.Api.When(request => request.Path.EndsWith("/log", StringComparison.Ordinal), request => throw FakeKubernetesApi.Refusal(request, 403, "Forbidden", "pods/log is forbidden"));

        (await terminal.RunAsync("diagnose spark-pi")).Should().Be(0);

        terminal.Out.ToString().Should().Contain("Not seen:  the driver's log could not be read: pods/log is forbidden");
    }

    [Fact]
    public async Task Given_bundle_When_diagnosed_Then_the_archive_holds_everything_but_secrets()
    {
        var terminal = With(Driver("""{"phase":"Failed"}"""), "connecting with password=hush\nAuthorization: Bearer hush\n");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            (await terminal.RunAsync($"diagnose spark-pi --bundle {path}")).Should().Be(0);

            var files = await ReadAsync(path);
            files.Keys.Should().Equal("diagnosis.txt", "application.yaml", "pods.yaml", "events.yaml", "driver.log");
            files["application.yaml"].Should().Contain("DB_PASSWORD").And.Contain("settings");
            string.Concat(files.Values).Should().NotContain("hush");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<Dictionary<string, string>> ReadAsync(string path)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var zipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        await using var archive = new TarReader(zipped);
        while (await archive.GetNextEntryAsync(copyData: true) is { } entry)
            files[entry.Name] = await new StreamReader(entry.DataStream!).ReadToEndAsync();
        return files;
    }
}
