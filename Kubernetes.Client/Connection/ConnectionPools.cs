using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client.Requests;

namespace Kubernetes.Client.Connection;

/// <summary>One pool of connections for each lane, so that none starves another.</summary>
internal sealed class ConnectionPools : IDisposable
{
    private readonly ClusterConnection _cluster;
    private readonly KubernetesClientOptions _options;
    private readonly HttpMessageInvoker _default;
    private readonly HttpMessageInvoker _watch;
    private readonly HttpMessageInvoker _lease;
    private volatile X509Certificate2? _certificate;
    private volatile string? _objection;

    public ConnectionPools(ClusterConnection cluster, KubernetesClientOptions options)
    {
        (_cluster, _options) = (cluster, options);
        (_default, _watch, _lease) = (Pool(), Pool(), Pool());
    }

    /// <summary>Why the last server certificate was refused, for the error that follows.</summary>
    public string? LastObjection => _objection;

    public HttpMessageInvoker this[ApiLane lane] => lane switch
    {
        ApiLane.Watch => _watch,
        ApiLane.Lease => _lease,
        _ => _default,
    };

    /// <summary>Shown on connections made from now on.</summary>
    public void Show(X509Certificate2? certificate) => _certificate = certificate;

    public void Dispose()
    {
        _default.Dispose();
        _watch.Dispose();
        _lease.Dispose();
    }

    private HttpMessageInvoker Pool()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // A redirect would carry the token to another host.
            UseCookies = false,
            ConnectTimeout = _options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            MaxConnectionsPerServer = 256,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10), // New connections see renewed certificates and all replicas of the server.
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = IsTrusted,
                LocalCertificateSelectionCallback = (_, _, _, _, _) => _certificate!,
            },
        };
        UseProxy(handler);
        return new HttpMessageInvoker(handler);
    }

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _objection = _cluster.Trust.Objection(certificate as X509Certificate2, chain, errors);
        return _objection is null;
    }

    private void UseProxy(SocketsHttpHandler handler)
    {
        if (_cluster.Proxy is { } proxy)
            handler.Proxy = new WebProxy(proxy);
        else
            handler.UseProxy = !_cluster.Server.IsLoopback; // HTTPS_PROXY and NO_PROXY, except for what is on this machine.
    }
}
