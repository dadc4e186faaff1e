using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Hosting.Health;
using Shared.Hosting.Metrics;
using Shared.Hosting.Options;
using Shared.Hosting.Tls;
using Testing.Certificates;
using Testing.Time;

namespace Shared.Hosting.Tests;

public sealed class TelemetryServerTests
{
    [Fact]
    public async Task It_serves_metrics_and_health_and_turns_unready_when_draining()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var metrics = new MetricsText(meters, [ProcessMetrics.MeterName]);
        metrics.Start();
        ProcessMetrics.AddTo(meters);
        string? reason = "the list is not here yet";
        var readiness = new Readiness([new ReadinessCheck("cache", () => reason)]);
        await using var server = new TelemetryServer(new ListenAddress("http", new IPEndPoint(IPAddress.Loopback, 0)), metrics, readiness, NullLoggerFactory.Instance);
        await server.StartAsync(CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri(server.Url) };

        (await client.GetStringAsync("/metrics")).Should().Contain("process_resident_memory_bytes ");
        (await client.GetStringAsync("/healthz")).Should().Be("ok");
        var unready = await client.GetAsync("/readyz");
        unready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await unready.Content.ReadAsStringAsync()).Should().Be("cache: the list is not here yet");

        reason = null;
        (await client.GetStringAsync("/readyz")).Should().Be("ok");
        readiness.Drain();
        (await client.GetAsync("/readyz")).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task With_secure_metrics_it_speaks_TLS_by_a_certificate_of_its_own()
    {
        var tls = Tls("--secure-metrics", "--metric-tls-min-version=VersionTLS13")!;
        await using var server = await StartAsync(tls.Open(TimeProvider.System, NullLoggerFactory.Instance));

        var (page, certificate) = await ScrapeAsync(server.Url);

        server.Url.Should().StartWith("https://127.0.0.1:");
        page.Should().Be("ok");
        certificate.Should().Be("CN=spark-operator-metrics");
        Tls("--metric-tls-min-version=VersionTLS13").Should().BeNull("without --secure-metrics nothing is secured");
    }

    [Fact]
    public async Task With_a_folder_it_shows_the_certificate_that_is_there_and_the_next_one_when_it_is_replaced()
    {
        using var authority = new TestAuthority();
        var folder = Directory.CreateTempSubdirectory("metrics-tls");
        var clock = new ManualTimeProvider();
        Write(folder, authority.ServerCertificateFor("first"));
        await using var server = await StartAsync(Tls("--secure-metrics", "--metrics-certificate-directory", folder.FullName)!.Open(clock, NullLoggerFactory.Instance));
        (await ScrapeAsync(server.Url)).Certificate.Should().Be("CN=first");

        Write(folder, authority.ServerCertificateFor("second"));
        File.WriteAllText(Path.Combine(folder.FullName, "tls.key"), "half a");
        clock.Advance(TelemetryCertificate.Period);
        (await ScrapeAsync(server.Url)).Certificate.Should().Be("CN=first", "a pair that does not fit is not shown");

        Write(folder, authority.ServerCertificateFor("second"));
        clock.Advance(TelemetryCertificate.Period);
        (await ScrapeAsync(server.Url)).Certificate.Should().Be("CN=second");
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_folder_without_a_certificate_stops_the_start_and_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("metrics-tls");
        var tls = Tls("--secure-metrics", "--metrics-certificate-directory", folder.FullName)!;

        FluentActions.Invoking(() => tls.Open(TimeProvider.System, NullLoggerFactory.Instance)).Should().Throw<UsageException>().WithMessage($"tls.crt and tls.key in {folder.FullName} cannot be used*leave --metrics-certificate-directory out.");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_port_in_use_is_told_as_such()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var metrics = new MetricsText(services.GetRequiredService<IMeterFactory>(), []);
        await using var first = new TelemetryServer(new ListenAddress("http", new IPEndPoint(IPAddress.Loopback, 0)), metrics, new Readiness([]), NullLoggerFactory.Instance);
        await first.StartAsync(CancellationToken.None);
        await using var second = new TelemetryServer(new ListenAddress("http", new IPEndPoint(IPAddress.Loopback, new Uri(first.Url).Port)), metrics, new Readiness([]), NullLoggerFactory.Instance);

        var failure = await FluentActions.Awaiting(() => second.StartAsync(CancellationToken.None)).Should().ThrowAsync<IOException>();

        HostedProcess.Explain(failure.Which).Code.Should().Be(2);
    }

    private static TelemetryTls? Tls(params string[] arguments) => TelemetryTls.From(CommandLine.Parse("Any", TelemetryTls.Options, arguments, new Dictionary<string, string>()));

    private static async Task<TelemetryServer> StartAsync(TelemetryCertificate certificate)
    {
        var server = new TelemetryServer(new ListenAddress("http", new IPEndPoint(IPAddress.Loopback, 0)), null, new Readiness([]), NullLoggerFactory.Instance, certificate);
        await server.StartAsync(CancellationToken.None);
        return server;
    }

    // Each time by a connection of its own.
    private static async Task<(string Page, string? Certificate)> ScrapeAsync(string url)
    {
        string? subject = null;
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                subject = certificate?.Subject;
                return true;
            },
        };
        using var client = new HttpClient(handler);
        return (await client.GetStringAsync($"{url}/healthz"), subject);
    }

    private static void Write(DirectoryInfo folder, X509Certificate2 certificate)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder.FullName, "tls.key"), TestAuthority.KeyPem(certificate));
    }
}
