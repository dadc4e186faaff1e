using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shared.Hosting.Options;
using Shared.Hosting.Otlp;

namespace Shared.Hosting.Tests;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task What_was_measured_and_traced_reaches_the_collector_by_the_end_at_the_latest()
    {
        await using var collector = await Collector.StartAsync();
        using var meter = new Meter("otlp-test");
        using var source = new ActivitySource("otlp-test");

        using (OtlpExport.Start(new OtlpTarget(collector.Url, OverHttp: true), "spark-operator-test", ["otlp-test"], ["otlp-test"]))
        {
            meter.CreateCounter<long>("lives_total").Add(9);
            using var span = source.StartActivity("reconcile test");
            span.Should().NotBeNull();
        }

        collector.Received["/v1/metrics"].Should().Contain("lives_total").And.Contain("spark-operator-test");
        collector.Received["/v1/traces"].Should().Contain("reconcile test").And.Contain("spark-operator-test");
    }

    [Fact]
    public void A_collector_that_is_away_stops_nothing()
    {
        using var meter = new Meter("otlp-away");
        using var export = OtlpExport.Start(new OtlpTarget(new Uri("http://127.0.0.1:9"), OverHttp: true), "spark-operator-test", ["otlp-away"], []);

        meter.CreateCounter<long>("lives_total").Add(1);
    }

    [Theory]
    [InlineData(new string[0], null, null)]
    [InlineData(new[] { "--otlp-endpoint=http://a:4317" }, "http://b:4317", "http://a:4317/")]
    [InlineData(new string[0], "http://b:4317", "http://b:4317/")]
    public void The_endpoint_comes_from_the_option_before_the_environment(string[] args, string? environment, string? expected) =>
        Target(args, environment)?.Endpoint.AbsoluteUri.Should().Be(expected);

    [Theory]
    [InlineData("--otlp-endpoint=collector:4317", "*write*")]
    [InlineData("--otlp-protocol=udp", "*neither grpc nor http/protobuf*")]
    public void A_target_that_cannot_be_is_refused(string argument, string expected) =>
        FluentActions.Invoking(() => Target([argument], "http://b:4317")).Should().Throw<UsageException>()
            .WithMessage(argument.Contains("endpoint") ? "--otlp-endpoint: 'collector:4317' is not an address*" : expected);

    private static OtlpTarget? Target(string[] args, string? environment) => OtlpTarget.From(
        CommandLine.Parse("Test", OtlpTarget.Options, args, new Dictionary<string, string>()), name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? environment : null);

    /// <summary>Keeps what it is sent, as text.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Collector(WebApplication app) => _app = app;

        public ConcurrentDictionary<string, string> Received { get; } = new();

        public Uri Url => new(_app.Urls.First());

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
            var app = builder.Build();
            var collector = new Collector(app);
            app.Run(collector.ReceiveAsync);
            await app.StartAsync();
            return collector;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();

        private async Task ReceiveAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            Received[context.Request.Path] = Encoding.Latin1.GetString(body.ToArray());
        }
    }
}
