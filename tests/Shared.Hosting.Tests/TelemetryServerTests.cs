using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Hosting.Health;
using Shared.Hosting.Metrics;
using Shared.Hosting.Options;

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
}
