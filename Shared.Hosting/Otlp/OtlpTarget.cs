using OpenTelemetry.Exporter;
using Shared.Hosting.Options;

namespace Shared.Hosting.Otlp;

/// <summary>Where traces and metrics go. Headers, which may be secret, come from <c>OTEL_EXPORTER_OTLP_HEADERS</c> alone.</summary>
/// <param name="Endpoint">Without the path of a signal.</param>
/// <param name="OverHttp">HTTP with protobuf; otherwise gRPC.</param>
public sealed record OtlpTarget(Uri Endpoint, bool OverHttp)
{
    private const string EndpointName = "otlp-endpoint";
    private const string ProtocolName = "otlp-protocol";
    private const string Grpc = "grpc";
    private const string Http = "http/protobuf";

    public static readonly IReadOnlyList<CommandOption> Options =
    [
        new(EndpointName, "Collector that traces and metrics are sent to over OTLP, such as http://collector:4317. Absent: OTEL_EXPORTER_OTLP_ENDPOINT, else none is sent.", "URL"),
        new(ProtocolName, $"{Grpc} or {Http}. Absent: OTEL_EXPORTER_OTLP_PROTOCOL, else {Grpc}.", "PROTOCOL"),
    ];

    /// <summary>Null when no endpoint is set.</summary>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static OtlpTarget? From(OptionValues values, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        var (endpoint, source) = (values.Text(EndpointName), "--" + EndpointName);
        if (endpoint is null)
            (endpoint, source) = (environment("OTEL_EXPORTER_OTLP_ENDPOINT"), "OTEL_EXPORTER_OTLP_ENDPOINT");
        if (string.IsNullOrEmpty(endpoint))
            return null;

        var protocol = values.Text(ProtocolName) ?? environment("OTEL_EXPORTER_OTLP_PROTOCOL") ?? Grpc;
        return !Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            ? throw new UsageException($"{source}: '{endpoint}' is not an address such as http://collector:4317.")
            : protocol is Grpc or Http
                ? new OtlpTarget(uri, protocol is Http)
                : throw new UsageException($"--{ProtocolName}: '{protocol}' is neither {Grpc} nor {Http}.");
    }

    internal void Configure(OtlpExporterOptions options, string signal)
    {
        options.Protocol = OverHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        options.Endpoint = OverHttp ? new Uri(Endpoint.AbsoluteUri.TrimEnd('/') + "/v1/" + signal) : Endpoint;
    }
}
