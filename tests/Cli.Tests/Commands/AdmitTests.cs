using System.Text;
using System.Text.Json.Nodes;

namespace Cli.Tests.Commands;

public sealed class AdmitTests
{
    private const string Spec = """
        {"type":"Scala","mode":"cluster","image":"spark:4.0.0","mainClass":"a.B","mainApplicationFile":"local:///a.jar","sparkVersion":"4.0.0","driver":{"memory":"MEMORY"},"executor":{"instances":1}}
        """;

    private static string Application(string memory) =>
        """{"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"pi","namespace":"default"},"spec":SPEC}"""
            .Replace("SPEC", Spec.Replace("MEMORY", memory));

    private static string Review(string group, string version, string kind, string @object) => $$"""
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-7","operation":"CREATE","namespace":"default",
         "kind":{"group":"{{group}}","version":"{{version}}","kind":"{{kind}}"},"object":{{@object}} } }
        """;

    private static string ReviewOf(string memory) => Review("sparkoperator.k8s.io", "v1beta2", "SparkApplication", Application(memory));

    [Theory]
    [InlineData("--validate", "512m", 0)]
    [InlineData("--validate", "lots", 1)]
    [InlineData("--mutate", "lots", 0)]
    public async Task Given_an_application_When_admitted_Then_the_exit_code_is_the_verdict_and_the_uid_is_echoed(string way, string memory, int code)
    {
        var terminal = new Terminal { Input = ReviewOf(memory) };

        (await terminal.RunAsync($"admit {way}")).Should().Be(code, terminal.Error.ToString());

        var response = JsonNode.Parse(terminal.Out.ToString())!["response"]!;
        response["uid"]!.GetValue<string>().Should().Be("u-7");
        response["allowed"]!.GetValue<bool>().Should().Be(code == 0);
        terminal.Api.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Given_a_pod_of_an_application_When_admitted_Then_it_needs_its_application(bool known, int code)
    {
        const string pod = """{"metadata":{"name":"d","namespace":"default","labels":{"sparkoperator.k8s.io/app-name":"pi","sparkoperator.k8s.io/launched-by-spark-operator":"true","spark-role":"driver"}},"spec":{"containers":[{"name":"spark-kubernetes-driver","image":"i"}]}}""";
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Application("512m"));
            var terminal = new Terminal { Input = Review("", "v1", "Pod", pod) };

            (await terminal.RunAsync(known ? $"admit --application {file}" : "admit")).Should().Be(code, terminal.Out.ToString());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("", "--namespace-labels default:KEY=VALUE")]
    [InlineData("--namespace-labels tier=closed", "is not allowed here")]
    [InlineData("--namespace-labels tier=open", null)]
    public async Task Given_a_policy_by_labels_When_a_Connect_server_is_admitted_Then_what_was_told_of_its_namespace_decides(string labels, string? words)
    {
        const string Connect = """{"apiVersion":"sparkoperator.k8s.io/v1alpha1","kind":"SparkConnect","metadata":{"name":"conn","namespace":"default"},"spec":{"sparkVersion":"4.0.0","image":"spark:4.0.0","server":{},"executor":{} } }""";
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "apiVersion: config.sparkoperator.k8s.io/v1\nkind: AdmissionPolicy\nnamespaces:\n- selector: {matchLabels: {tier: closed}}\n  policy: {images: {allowed: [none]}}\n");
            var terminal = new Terminal { Input = Review("sparkoperator.k8s.io", "v1alpha1", "SparkConnect", Connect) };

            (await terminal.RunAsync($"admit --validate --policy {file} {labels}")).Should().Be(words is null ? 0 : 1, terminal.Out.ToString());

            var message = (string?)JsonNode.Parse(terminal.Out.ToString())!["response"]!["status"]!["message"];
            (words is null ? message is null : message!.Contains(words, StringComparison.Ordinal)).Should().BeTrue(message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"kind\":\"AdmissionReview\"}")]
    [InlineData("{\"kind\":\"AdmissionReview\",\"kind\":\"AdmissionReview\"}")]
    public async Task Given_a_malformed_review_When_admitted_Then_the_answer_is_still_a_review_that_denies(string text)
    {
        var terminal = new Terminal { Input = text };

        (await terminal.RunAsync("admit")).Should().Be(1);

        JsonNode.Parse(terminal.Out.ToString())!["response"]!["status"]!["code"]!.GetValue<int>().Should().Be(400);
    }

    [Fact]
    public async Task Given_bytes_that_are_no_UTF8_When_admitted_Then_they_are_refused_and_not_mended()
    {
        var bytes = Encoding.Latin1.GetBytes(ReviewOf("512m").Replace("a.B", "a.\u00e9"));
        var terminal = new Terminal { InputBytes = bytes };

        (await terminal.RunAsync("admit --validate")).Should().Be(1);

        JsonNode.Parse(terminal.Out.ToString())!["response"]!["status"]!["code"]!.GetValue<int>().Should().Be(400);
    }

    [Theory]
    [InlineData("admit --mutate --validate")]
    [InlineData("admit --application /does/not/exist")]
    [InlineData("admit")]
    public async Task Given_a_question_that_no_webhook_of_ours_answers_When_admitted_Then_the_exit_code_is_2_and_nothing_is_printed(string commandLine)
    {
        var terminal = new Terminal { Input = Review("apps", "v1", "Deployment", "{}") };

        (await terminal.RunAsync(commandLine)).Should().Be(2);

        terminal.Out.ToString().Should().BeEmpty();
    }
}
