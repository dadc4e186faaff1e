using Microsoft.Extensions.Logging;
using Shared.Hosting.Options;

namespace Shared.Hosting.Tls;

/// <summary>TLS before <c>/metrics</c>, as <c>--secure-metrics</c> asks for it.</summary>
/// <param name="Settings">Of the handshake.</param>
/// <param name="Folder">With <c>tls.crt</c> and <c>tls.key</c>; null means a certificate that is signed by itself and lives as long as the process.</param>
public sealed record TelemetryTls(TlsSettings Settings, string? Folder)
{
    private const string Prefix = "metric-tls";
    private const string Secure = "secure-metrics";
    private const string CertificateDirectory = "metrics-certificate-directory";

    public static readonly IReadOnlyList<CommandOption> Options =
    [
        new(Secure, "Serve /metrics over TLS.", null, "false"),
        new(CertificateDirectory, "Folder with tls.crt and tls.key for --secure-metrics, such as a mounted Secret; read anew when it changes. Absent: a certificate signed by itself, made at the start.", "FOLDER"),
        .. TlsSettings.Options(Prefix),
    ];

    /// <summary>Null without <c>--secure-metrics</c>.</summary>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static TelemetryTls? From(OptionValues values)
    {
        var settings = TlsSettings.From(values, Prefix);
        return values.Switch(Secure) ? new TelemetryTls(settings, values.Text(CertificateDirectory)) : null;
    }

    /// <exception cref="UsageException">The folder holds no usable pair.</exception>
    public TelemetryCertificate Open(TimeProvider clock, ILoggerFactory logs) => new(this, clock, logs.CreateLogger<TelemetryCertificate>());
}
