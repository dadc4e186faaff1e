using System.Net.Security;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Shared.Hosting;
using Shared.Hosting.Tls;

namespace Webhook.Certificates;

/// <summary>
/// The certificate that is served now. The files are read again and again, because a file watcher hears nothing of the links of a mounted
/// Secret on every system. Handshakes take what is current; connections that stand keep theirs, so no request is dropped.
/// </summary>
internal sealed class ReloadingCertificate(CertificateFolder folder, TlsSettings tls, WebhookMetrics metrics, ILogger logger, TimeProvider clock)
{
    /// <summary>Kubelets bring a changed Secret within a minute or so; what is new there is served this soon.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>With less validity left than this we are not ready: somebody has to act before requests fail.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(10);

    private readonly CipherSuitesPolicy? _suites = tls.ToPolicy();
    private CertificateFiles? _lastSeen;
    private volatile Current? _current;

    public double? SecondsLeft => _current is { } current ? (current.Certificate.NotAfter - clock.GetUtcNow()).TotalSeconds : null;

    /// <summary>Null when the certificate will hold for a while.</summary>
    public string? WhyNotReady => _current is not { } current ? "no certificate is loaded"
        : current.Certificate.NotAfter - clock.GetUtcNow() < Reserve ? $"the certificate in {folder.Directory} ends at {current.Certificate.NotAfter:u}; renew it"
        : null;

    /// <exception cref="UsageException">There is no usable pair.</exception>
    public void Load()
    {
        var files = CertificateFiles.Read(folder);
        Use(files, files.Parse(clock.GetUtcNow()));
    }

    /// <summary>Until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Period, clock, cancellationToken);
            LookAgain();
        }
    }

    public TlsHandshakeCallbackOptions Handshakes => new()
    {
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _current!.Context,
            EnabledSslProtocols = tls.Protocols,
            CipherSuitesPolicy = _suites,
            ClientCertificateRequired = false,
            AllowRenegotiation = false,
        }),
        HandshakeTimeout = TimeSpan.FromSeconds(10),
    };

    private void LookAgain()
    {
        CertificateFiles files;
        try
        {
            files = CertificateFiles.Read(folder);
            if (files.SameAs(_lastSeen))
                return;
            _lastSeen = files;
            Use(files, files.Parse(clock.GetUtcNow()));
            Log.CertificateChanged(logger, _current!.Certificate.NotAfter);
        }
        catch (UsageException exception)
        {
            // Certificate and key are replaced one after the other: a pair that does not fit is looked at again when it changes.
            metrics.CertificateRead(usable: false);
            Log.CertificateUnusable(logger, exception.Message);
        }
    }

    private void Use(CertificateFiles files, ServingCertificate certificate)
    {
        _lastSeen = files;
        _current = new Current(certificate, SslStreamCertificateContext.Create(certificate.Leaf, certificate.Intermediates, offline: true));
        metrics.CertificateRead(usable: true);
    }

    private sealed record Current(ServingCertificate Certificate, SslStreamCertificateContext Context);
}
