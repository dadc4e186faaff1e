using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Cli.Tests.Commands;

/// <summary>What CI services read of <c>sparkctl lint</c>.</summary>
public sealed class LintReportTests : IDisposable
{
    private const string Good = """
        apiVersion: sparkoperator.k8s.io/v1beta2
        kind: SparkApplication
        metadata:
          name: spark-pi
        spec:
          type: Scala
          mode: cluster
          image: spark:4.0.0
          mainClass: a.B
          mainApplicationFile: local:///a.jar
          sparkVersion: 4.0.0
          sparkConf:
            spark.master: local
          driver: {}
          executor: {}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lint-").FullName;

    public LintReportTests()
    {
        Write("bad.yaml", Good);
        Write("good.yaml", Good.Replace("    spark.master: local\n", "    spark.app.name: pi\n"));
    }

    [Fact]
    public async Task Text_names_file_line_and_column_as_compilers_do()
    {
        var terminal = await RunAsync($"lint {_folder}", 1);

        terminal.Out.ToString().Should().StartWith($"{_folder}/bad.yaml:13:19: error spec.sparkConf[spark.master]: ").And.NotContain("good.yaml");
    }

    [Fact]
    public async Task Sarif_has_a_result_with_rule_level_and_region()
    {
        var run = JsonNode.Parse((await RunAsync($"lint {_folder} -o sarif", 1)).Out.ToString())!;

        run["version"]!.GetValue<string>().Should().Be("2.1.0");
        var result = run["runs"]![0]!["results"]!.AsArray().Should().ContainSingle().Subject!;
        result["ruleId"]!.GetValue<string>().Should().Be("ForbiddenSparkConf");
        result["level"]!.GetValue<string>().Should().Be("error");
        var place = result["locations"]![0]!["physicalLocation"]!;
        place["artifactLocation"]!["uri"]!.GetValue<string>().Should().EndWith("/bad.yaml").And.NotContain("\\");
        place["region"]!["startLine"]!.GetValue<long>().Should().Be(13);
        run["runs"]![0]!["tool"]!["driver"]!["rules"]!.AsArray().Select(rule => (string)rule!["id"]!).Should().Equal("ForbiddenSparkConf");
    }

    [Fact]
    public async Task JUnit_has_a_case_for_each_file_clean_ones_too()
    {
        var suites = XDocument.Parse((await RunAsync($"lint {_folder} -o junit", 1)).Out.ToString());

        suites.Descendants("testcase").Should().HaveCount(2);
        suites.Descendants("failure").Should().ContainSingle().Which.Parent!.Attribute("name")!.Value.Should().EndWith("bad.yaml");
        suites.Descendants("testsuite").Single().Attribute("failures")!.Value.Should().Be("1");
    }

    [Theory]
    [InlineData("text", "")]
    [InlineData("json", "[]")]
    public async Task Nothing_found_is_said_in_the_same_form(string form, string expected) =>
        (await RunAsync($"lint {_folder}/good.yaml -o {form}", 0)).Out.ToString().Trim().Should().Be(expected);

    [Fact]
    public async Task A_policy_judges_the_pods_that_come_of_an_application()
    {
        Write("policy.yml", "apiVersion: config.sparkoperator.k8s.io/v1\nkind: AdmissionPolicy\nimages: {allowed: ['registry.example.com/*']}\n");

        var terminal = await RunAsync($"lint {_folder}/good.yaml --policy {_folder}/policy.yml", 1);

        terminal.Out.ToString().Should().Contain("good.yaml:14:").And.Contain("error spec.driver: image 'spark:4.0.0'");
    }

    [Fact]
    public async Task A_policy_judges_the_pods_that_come_of_a_Connect_server()
    {
        Write("policy.yml", "apiVersion: config.sparkoperator.k8s.io/v1\nkind: AdmissionPolicy\nimages: {allowed: ['registry.example.com/*']}\n");
        Write("connect.yaml", "apiVersion: sparkoperator.k8s.io/v1alpha1\nkind: SparkConnect\nmetadata: {name: conn}\nspec:\n  sparkVersion: 4.0.0\n  image: spark:4.0.0\n  server: {}\n  executor: {}\n");

        var terminal = await RunAsync($"lint {_folder}/connect.yaml --policy {_folder}/policy.yml", 1);

        terminal.Out.ToString().Should().Contain("error spec.server: image 'spark:4.0.0'").And.Contain("error spec.executor: image 'spark:4.0.0'");
    }

    [Theory]
    [InlineData("", 1, "PolicyNamespaceUnknown")]
    [InlineData("--namespace-labels tier=open", 0, null)]
    [InlineData("--namespace-labels tier=closed", 1, "PolicyImages")]
    [InlineData("--namespace-labels tier=closed --namespace-labels default:tier=open,team=data", 0, null)]
    [InlineData("--namespace-labels elsewhere:tier=open", 1, "PolicyNamespaceUnknown")]
    public async Task A_policy_that_goes_by_labels_of_namespaces_is_told_them_or_says_that_it_cannot_judge(string labels, int code, string? found)
    {
        Write("policy.yml", """
            apiVersion: config.sparkoperator.k8s.io/v1
            kind: AdmissionPolicy
            namespaces:
            - names: [kube-system]
              policy: {profile: restricted}
            - selector: {matchLabels: {tier: closed}}
              policy: {images: {allowed: ['registry.example.com/*']}}

            """);

        var terminal = await RunAsync($"lint {_folder}/good.yaml --policy {_folder}/policy.yml -o json {labels}", code);

        var codes = JsonNode.Parse(terminal.Out.ToString())!.AsArray().Where(finding => (string?)finding!["severity"] == "error").Select(finding => (string?)finding!["code"]).Distinct();
        codes.Should().Equal(found is null ? [] : [found]);
    }

    [Fact]
    public async Task A_label_that_cannot_be_understood_is_exit_code_2()
    {
        Write("policy.yml", "apiVersion: config.sparkoperator.k8s.io/v1\nkind: AdmissionPolicy\n");

        (await RunAsync($"lint {_folder}/good.yaml --policy {_folder}/policy.yml --namespace-labels tier", 2)).Error.ToString().Should().Contain("'tier'").And.Contain("KEY=VALUE");
    }

    [Theory]
    [InlineData("kind: AdmissionPolicy\napiVersion: config.sparkoperator.k8s.io/v1\nprofile: strict\n", "line 3")]
    [InlineData("kind: AdmissionPolicy\napiVersion: config.sparkoperator.k8s.io/v1\nimages: {alowed: []}\n", "unknown")]
    [InlineData("a: [", "not YAML")]
    public async Task A_policy_that_cannot_be_used_is_exit_code_2_and_told_with_its_place(string policy, string words)
    {
        Write("policy.yml", policy);

        (await RunAsync($"lint {_folder}/good.yaml --policy {_folder}/policy.yml", 2)).Error.ToString().Should().Contain("policy.yml").And.Contain(words);
    }

    [Fact]
    public async Task A_cluster_is_asked_by_a_dry_run_and_for_what_an_application_refers_to()
    {
        Write("app.yaml", Good.Replace("spark.master: local", "spark.app.name: pi").Replace("driver: {}", "driver: {serviceAccount: spark, secrets: [{name: s, path: /s, secretType: Generic}]}"));
        var terminal = new Terminal();
        terminal.Api
            .WhenRefused("POST", "/apis/sparkoperator.k8s.io/v1beta2/namespaces/default/sparkapplications", 403, "Forbidden", "team quota exceeded")
            .When("GET", "/api/v1/namespaces/default/serviceaccounts/spark", "{}")
            .WhenRefused("GET", "/api/v1/namespaces/default/secrets/s", 403, "Forbidden");

        (await terminal.RunAsync($"lint {_folder}/app.yaml --server")).Should().Be(1);

        terminal.Out.ToString().Should().Contain("error: the cluster refuses it: team quota exceeded").And.Contain("warning spec.driver.secrets[0].name: you may not see Secret 's'");
        terminal.Api.Texts.Should().Contain(text => text.Contains("dryRun=All", StringComparison.Ordinal) && text.Contains("fieldValidation=Strict", StringComparison.Ordinal));
        terminal.Api.Requests.Where(request => request.Method != "GET").Should().OnlyContain(request => request.Query.Any(parameter => parameter.Key == "dryRun"));
    }

    [Fact]
    public async Task An_application_that_exists_is_tried_as_an_edit_and_what_is_missing_is_told()
    {
        Write("app.yaml", Good.Replace("spark.master: local", "spark.app.name: pi").Replace("driver: {}", "driver: {configMaps: [{name: gone, path: /c}]}"));
        var terminal = new Terminal();
        const string Collection = "/apis/sparkoperator.k8s.io/v1beta2/namespaces/default/sparkapplications";
        terminal.Api.WhenRefused("POST", Collection, 409, "AlreadyExists").When("PATCH", $"{Collection}/spark-pi", "{}");

        (await terminal.RunAsync($"lint {_folder}/app.yaml --server")).Should().Be(0, terminal.Out.ToString());

        terminal.Out.ToString().Should().Contain("warning spec.driver.configMaps[0].name: ConfigMap 'gone' does not exist");
    }

    private static async Task<Terminal> RunAsync(string commandLine, int code)
    {
        var terminal = new Terminal();
        (await terminal.RunAsync(commandLine)).Should().Be(code, terminal.Out.ToString() + terminal.Error);
        return terminal;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
