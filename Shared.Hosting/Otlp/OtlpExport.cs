using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Shared.Hosting.Otlp;

/// <summary>Sends what <c>/metrics</c> shows, and spans of the work and of the requests in it, to a collector, until disposed; what waits then is still sent.</summary>
public sealed class OtlpExport : IDisposable
{
    // What the platform itself traces: requests that come in and that go out. Both leave queries and headers out.
    private static readonly string[] PlatformSources = ["Microsoft.AspNetCore", "System.Net.Http"];

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private OtlpExport(TracerProvider traces, MeterProvider metrics) => (_traces, _metrics) = (traces, metrics);

    /// <param name="target">Where to.</param>
    /// <param name="service">Becomes <c>service.name</c>, unless <c>OTEL_SERVICE_NAME</c> says otherwise.</param>
    /// <param name="meters">Names of the meters that are sent.</param>
    /// <param name="sources">Names of our sources of spans.</param>
    public static OtlpExport Start(OtlpTarget target, string service, IEnumerable<string> meters, IEnumerable<string> sources) => new(
        Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => Describe(resource, service))
            .AddSource([.. sources, .. PlatformSources])
            .AddOtlpExporter(options => target.Configure(options, "traces"))
            .Build(),
        Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => Describe(resource, service))
            .AddMeter([.. meters])
            .AddOtlpExporter(options => target.Configure(options, "metrics"))
            .Build());

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private static void Describe(ResourceBuilder resource, string service) =>
        resource.AddService(service, serviceVersion: HostedProcess.Version).AddEnvironmentVariableDetector();
}
