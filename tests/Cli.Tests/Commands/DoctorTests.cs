using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Kubernetes.Client.Manifests;
using Testing.Kubernetes;

namespace Cli.Tests.Commands;

public sealed class DoctorTests
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Mutating = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";
    private const string Validating = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
    private const string Service = "/api/v1/namespaces/spark-operator/services/hook";
    private const string Slices = "/apis/discovery.k8s.io/v1/namespaces/spark-operator/endpointslices";

    /// <summary>An installation in which everything is well.</summary>
    private static Terminal Healthy()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", "/version", """{"gitVersion":"v1.33.1"}""")
            .When("GET", "/apis/coordination.k8s.io/v1/leases", Lease(terminal.Clock.GetUtcNow()))
            .When("GET", Mutating, Hooks(terminal.Clock.GetUtcNow().AddYears(1))).When("GET", Validating, Paths.Empty)
            .When("GET", Service, "{}").When("GET", Slices, """{"items":[{"endpoints":[{"conditions":{"ready":true}}]}]}""")
            .When("POST", Paths.Applications, """{"spec":{"restartPolicy":{"type":"Never"}}}""")
            .When("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"status":{"allowed":true}}""");
        foreach (var (name, text) in EmbeddedDefinitions.Read())
        {
            foreach (var definition in ManifestReader.Read(name, text))
                terminal.Api.When("GET", $"{Definitions}/{definition.Name}", Established(definition.Object));
        }

        return terminal;
    }

    private static string Established(JsonObject definition)
    {
        var installed = definition.DeepClone().AsObject();
        installed["status"] = JsonNode.Parse("""{"conditions":[{"type":"Established","status":"True"}]}""");
        return installed.ToJsonString();
    }

    private static string Lease(DateTimeOffset renewed) => Paths.List(
        $$"""{"metadata":{"name":"spark-operator-controller-lock","namespace":"spark-operator"},"spec":{"holderIdentity":"pod-1","leaseDurationSeconds":15,"renewTime":"{{renewed.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}}"} }""");

    private static string Hooks(DateTimeOffset authorityEnds, string selector = """{"matchLabels":{"sparkoperator.k8s.io/launched-by-spark-operator":"true"}}""") => Paths.List($$"""
        {"metadata":{"name":"spark-operator-webhook"},"webhooks":[{"name":"mutate--v1-pod.sparkoperator.k8s.io","failurePolicy":"Fail",
          "rules":[{"resources":["pods"]}],"objectSelector":{{selector}},
          "clientConfig":{"caBundle":"{{Authority(authorityEnds)}}","service":{"namespace":"spark-operator","name":"hook"} } },
         {"name":"mutate-sparkoperator-k8s-io-v1beta2-sparkapplication.sparkoperator.k8s.io","failurePolicy":"Fail","rules":[{"resources":["sparkapplications"]}],
          "clientConfig":{"caBundle":"{{Authority(authorityEnds)}}","service":{"namespace":"spark-operator","name":"hook"} } }]}
        """);

    private static string Authority(DateTimeOffset ends)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(ends.AddYears(-2), ends);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate.ExportCertificatePem()));
    }

    [Fact]
    public async Task Given_a_healthy_installation_When_examined_Then_all_is_well_and_nothing_was_written()
    {
        var terminal = Healthy();

        (await terminal.RunAsync("doctor")).Should().Be(0, terminal.Out.ToString());

        terminal.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(line => line.StartsWith("ok ", StringComparison.Ordinal));
        terminal.Api.Requests.Where(request => request.Method != "GET" && !request.Path.Contains("accessreviews")).Should().OnlyContain(request => request.PathAndQuery.Contains("dryRun=All"));
    }

    private static void Befall(Terminal terminal, string ailment) => _ = ailment switch
    {
        "no definitions" => terminal.Api.WhenRefused("GET", $"{Definitions}/sparkapplications.sparkoperator.k8s.io", 404, "NotFound"),
        "a dead controller" => terminal.Api.When("GET", "/apis/coordination.k8s.io/v1/leases", Lease(terminal.Clock.GetUtcNow().AddMinutes(-5))),
        "an expired authority" => terminal.Api.When("GET", Mutating, Hooks(terminal.Clock.GetUtcNow().AddDays(-3))),
        "no webhook pod" => terminal.Api.When("GET", Slices, Paths.Empty),
        "no webhook service" => terminal.Api.WhenRefused("GET", Service, 404, "NotFound"),
        "no selector" => terminal.Api.When("GET", Mutating, Hooks(terminal.Clock.GetUtcNow().AddYears(1), "{}")),
        "an unreachable webhook" => terminal.Api.WhenRefused("POST", Paths.Applications, 500, "InternalError", "failed calling webhook"),
        _ => throw new ArgumentOutOfRangeException(nameof(ailment), ailment, "Not an ailment."),
    };

    [Theory]
    [InlineData("no definitions", "is not installed", "sparkctl crds install")]
    [InlineData("a dead controller", "has not renewed it for 5m", "controller's pods")]
    [InlineData("an expired authority", "expired 3d ago", "cert-manager")]
    [InlineData("no webhook pod", "has no ready pod", "webhook's pods")]
    [InlineData("no webhook service", "does not exist", "delete the configuration")]
    [InlineData("no selector", "asked about every pod", "objectSelector")]
    [InlineData("an unreachable webhook", "failed calling webhook", "network policies")]
    public async Task Given_an_ailment_When_examined_Then_it_is_a_problem_with_its_fix(string ailment, string found, string fix)
    {
        var terminal = Healthy();
        Befall(terminal, ailment);

        (await terminal.RunAsync("doctor")).Should().Be(1, ailment);

        terminal.Out.ToString().Should().MatchRegex($"problem .*{found}").And.MatchRegex($"fix: .*{fix}");
    }

    [Theory]
    [InlineData(-60, "the API server's clock is 60s behind that of this machine")]
    [InlineData(3600, "the API server's clock is 60m ahead of that of this machine")]
    public async Task Given_clocks_that_disagree_When_examined_Then_it_is_a_warning(int seconds, string found)
    {
        var terminal = Healthy();
        terminal.Api.When(request => request.Path == "/version", _ => FakeKubernetesApi.Ok("""{"gitVersion":"v1.33.1"}""") with { ServerTime = terminal.Clock.GetUtcNow().AddSeconds(seconds) });

        (await terminal.RunAsync("doctor")).Should().Be(0);

        terminal.Out.ToString().Should().Contain($"warning  clock: {found}").And.Contain("fix: set both by NTP");
    }

    [Fact]
    public async Task Given_a_namespace_that_nobody_looks_after_When_examined_Then_it_is_a_warning_that_names_the_value()
    {
        var terminal = Healthy();
        // As it was sent: no webhook has filled in anything.
        terminal.Api.When("POST", Paths.Applications, """{"spec":{}}""");

        (await terminal.RunAsync("doctor")).Should().Be(0);

        terminal.Out.ToString().Should().MatchRegex("warning .*the operator's webhook was not asked about that application").And.MatchRegex("fix: .*spark.jobNamespaces");
    }

    [Fact]
    public async Task Given_a_user_without_rights_When_examined_Then_what_cannot_be_known_is_unknown_and_the_rest_is_told()
    {
        var terminal = Healthy();
        terminal.Api.When(request => request.Path.StartsWith(Definitions, StringComparison.Ordinal) || request.Path == Mutating, request => throw FakeKubernetesApi.Refusal(request, 403, "Forbidden", "you may not"))
            .When("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"status":{"allowed":false}}""");

        (await terminal.RunAsync("doctor -o json")).Should().Be(0);

        var reports = JsonNode.Parse(terminal.Out.ToString())!.AsArray();
        reports.Count(report => report!["verdict"]!.GetValue<string>() == "unknown").Should().Be(2);
        reports.Single(report => report!["subject"]!.GetValue<string>() == "rights")!["found"]!.GetValue<string>().Should().Contain("you may not list sparkapplications");
    }
}
