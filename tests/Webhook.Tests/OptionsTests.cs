using System.Text.Json.Nodes;
using Shared.Hosting;
using Shared.Hosting.Options;
using Testing.Recordings;
using Webhook.Admission;

namespace Webhook.Tests;

public sealed class OptionsTests
{
    private static readonly string[] OfTheChart =
    [
        "webhook", "start", "--zap-log-level=info", "--zap-encoder=console", "--namespaces=default", "--webhook-secret-name=spark-operator-webhook-certs",
        "--webhook-secret-namespace=spark-operator", "--webhook-svc-name=spark-operator-webhook-svc", "--webhook-svc-namespace=spark-operator", "--webhook-port=9443",
        "--mutating-webhook-name=m", "--validating-webhook-name=v", "--enable-metrics=true", "--metrics-bind-address=:8080", "--metrics-endpoint=/metrics",
        "--metrics-prefix=", "--metrics-labels=app_type", "--kube-api-qps=20", "--kube-api-burst=30", "--leader-election=true",
        "--leader-election-lock-name=spark-operator-webhook-lock", "--leader-election-lock-namespace=spark-operator",
    ];

    [Fact]
    public void Arguments_of_an_existing_chart_mean_what_they_meant()
    {
        var options = Read(true, OfTheChart);

        options.Listen.EndPoint.Port.Should().Be(9443);
        options.MetricsListen!.EndPoint.Port.Should().Be(8080);
        options.HealthListen!.EndPoint.Port.Should().Be(8081);
        options.Namespaces.Should().Equal("default");
        options.Secret.Should().BeEquivalentTo(new { Namespace = "spark-operator", Name = "spark-operator-webhook-certs", Managed = true });
        options.CertificateHosts[0].Should().Be("spark-operator-webhook-svc.spark-operator.svc");
        (options.MutatingName, options.ValidatingName).Should().Be(("m", "v"));
        options.Client.RequestsPerSecond.Should().Be(20);
        options.Notes.Should().Contain(note => note.StartsWith("--leader-election has no effect", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_recorded_chart_starts_the_webhook()
    {
        var arguments = (Goldens.Set("helm")?.Cases ?? []).SelectMany(@case => @case.Json()["objects"] as JsonArray ?? [])
            .Where(item => (string?)item!["kind"] == "Deployment" && ((string)item["name"]!).EndsWith("webhook", StringComparison.Ordinal))
            .Select(item => item!["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(word => (string)word!).ToArray());

        foreach (var args in arguments)
            FluentActions.Invoking(() => Read(true, args)).Should().NotThrow(string.Join(' ', args));
    }

    [Theory]
    [InlineData(QuotaMode.Off)]
    [InlineData(QuotaMode.Deny, "--enable-resource-quota-enforcement=true")]
    [InlineData(QuotaMode.Warn, "--quota", "warn", "--enable-resource-quota-enforcement=true")]
    public void Quotas_have_two_ways_in(object mode, params string[] args) => Read(false, args).Quota.Should().Be((QuotaMode)mode);

    [Fact]
    public void Outside_of_a_pod_nothing_of_the_cluster_is_assumed()
    {
        var options = Read(false);

        options.HealthListen.Should().BeNull();
        options.Secret.Should().BeNull();
        options.CertificateHosts.Should().Equal("localhost", "127.0.0.1");
    }

    [Theory]
    [InlineData("--namespaces=\"\"")]
    [InlineData("--namespaces=a,")]
    [InlineData("--namespaces=")]
    public void An_empty_name_means_all_namespaces(string arg) => Read(true, arg).IsWatched("anything").Should().BeTrue();

    [Theory]
    [InlineData("--metric-tls-cipher-suites=nonsense")]
    [InlineData("--webhook-port=70000")]
    [InlineData("--quota=maybe")]
    [InlineData("--webhok-port=1")]
    public void What_cannot_be_kept_stops_the_start(string arg) => FluentActions.Invoking(() => Read(true, arg)).Should().Throw<UsageException>();

    private static WebhookOptions Read(bool runsInPod, params string[] args) =>
        WebhookOptions.From(CommandLine.Parse("Webhook", WebhookCommand.Options, args, new Dictionary<string, string>()), runsInPod);
}
