using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Shared.Hosting.Tls;

/// <summary>What <c>/metrics</c> shows in a handshake. Files are looked at again by a handshake that comes later than <see cref="Period"/> after the last look.</summary>
public sealed partial class TelemetryCertificate
{
    /// <summary>Kubelets bring a changed Secret within a minute or so; scrapes come twice a minute.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private const string CertificateName = "tls.crt";
    private const string KeyName = "tls.key";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan Backdate = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly TelemetryTls _tls;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CipherSuitesPolicy? _suites;
    private (string Certificate, string Key) _pem;
    private SslStreamCertificateContext _context;
    private long _lookedAt;

    internal TelemetryCertificate(TelemetryTls tls, TimeProvider clock, ILogger logger)
    {
        (_tls, _clock, _logger, _suites, _lookedAt) = (tls, clock, logger, tls.Settings.ToPolicy(), clock.GetTimestamp());
        if (tls.Folder is null)
        {
            _context = SslStreamCertificateContext.Create(SelfSigned(clock.GetUtcNow()), null, offline: true);
            return;
        }

        try
        {
            _pem = Read(tls.Folder);
            _context = Load(_pem);
        }
        catch (Exception error) when (IsUnusable(error))
        {
            throw new UsageException(
                $"{CertificateName} and {KeyName} in {tls.Folder} cannot be used for /metrics: {error.Message.ReplaceLineEndings(" ")} Mount a certificate and its key in PEM there, or leave --metrics-certificate-directory out.", error);
        }
    }

    public TlsHandshakeCallbackOptions Handshakes => new()
    {
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = Current(),
            EnabledSslProtocols = _tls.Settings.Protocols,
            CipherSuitesPolicy = _suites,
            ClientCertificateRequired = false,
            AllowRenegotiation = false,
        }),
        HandshakeTimeout = TimeSpan.FromSeconds(10),
    };

    private SslStreamCertificateContext Current()
    {
        lock (_gate)
        {
            if (_tls.Folder is null || _clock.GetElapsedTime(_lookedAt) < Period)
                return _context;
            _lookedAt = _clock.GetTimestamp();
            try
            {
                if (Read(_tls.Folder) is var pem && pem != _pem)
                    (_pem, _context) = (pem, Load(pem));
            }
            catch (Exception error) when (IsUnusable(error))
            {
                // Certificate and key are replaced one after the other: a later look finds a pair.
                Unusable(_logger, _tls.Folder, error.Message);
            }

            return _context;
        }
    }

    private static bool IsUnusable(Exception error) => error is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException;

    private static (string Certificate, string Key) Read(string folder) =>
        (File.ReadAllText(Path.Combine(folder, CertificateName)), File.ReadAllText(Path.Combine(folder, KeyName)));

    private static SslStreamCertificateContext Load((string Certificate, string Key) pem)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem.Certificate);
        if (chain.Count > 0)
            chain.RemoveAt(0);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(pem.Certificate, pem.Key), chain, offline: true);
    }

    private static X509Certificate2 SelfSigned(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=spark-operator-metrics", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        return request.CreateSelfSigned(now - Backdate, now + Lifetime);
    }

    [LoggerMessage(5001, LogLevel.Warning, "The certificate of /metrics in {Folder} cannot be used, and the last one is served on: {Problem}")]
    private static partial void Unusable(ILogger logger, string folder, string problem);
}
