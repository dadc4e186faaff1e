using System.Net;
using LocalCluster.Api;
using LocalCluster.Faults;
using LocalCluster.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LocalCluster.Serving;

/// <summary>An API server: reachable in the process through <see cref="Api"/>, and over TLS at <see cref="Address"/> once it listens.</summary>
public sealed class ClusterServer : IAsyncDisposable
{
    // The limit of a real server, with room for the answer that says so.
    internal const int LargestBody = 3 * 1024 * 1024;

    // Made when it is asked for: a server without a wire has no use for it.
    private readonly Lazy<CertificateAuthority> _authority;
    private readonly ApiServer _server;
    private readonly ClusterServerOptions _options;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task<ServerTls>? _tls;
    private WebApplication? _application;

    private ClusterServer(ClusterServerOptions options, bool willListen)
    {
        _options = options;
        _authority = new Lazy<CertificateAuthority>(() => new CertificateAuthority(options.Clock));
        // Cryptography takes a quarter of the start, and nobody needs it before the first connection.
        _tls = willListen ? Task.Run(() => new ServerTls(_authority.Value, options.Listen.Host)) : null;
        Store = new ClusterStore(options.HistoryLimit);
        var cluster = new Cluster(Store, options.Clock, new Identities(options.Seed));
        ClusterBeginnings.Fill(cluster);
        _server = new ApiServer(cluster, options.Listen.Authority);
        _server.Logs.Source = options.PodLogs;
        Api = new ClusterApi(_server);
    }

    public IClusterApi Api { get; }

    public ClusterStore Store { get; }

    /// <summary>Where it really listens; null for a server without a wire.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The certificate of the authority, PEM.</summary>
    public string CaCertificate => _authority.Value.Pem;

    /// <summary>The player of the kubelets may come later than the server.</summary>
    public IPodLogs PodLogs
    {
        get => _server.Logs.Source;
        set => _server.Logs.Source = value;
    }

    /// <summary>A server inside this process only.</summary>
    public static ClusterServer InProcess(ClusterServerOptions? options = null) => new(options ?? new ClusterServerOptions(), willListen: false);

    /// <summary>A server that is about to listen: what that needs is prepared beside everything else.</summary>
    internal static ClusterServer BeforeListening(ClusterServerOptions options) => new(options, willListen: true);

    /// <summary>A server that listens. Throws <see cref="IOException"/> if the port is taken.</summary>
    public static async Task<ClusterServer> StartAsync(ClusterServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = BeforeListening(options ?? new ClusterServerOptions());
        try
        {
            await server.ListenAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A kubeconfig with a client certificate of this user and its groups.</summary>
    public string Kubeconfig(string user = "admin", params IReadOnlyList<string> groups) =>
        Kubeconfigs.Write(AddressText, CaCertificate, user, Kubeconfigs.Certificate(_authority.Value.IssueClient(user, groups.Count == 0 && user == "admin" ? ["system:masters"] : groups)));

    /// <summary>A kubeconfig with a token of this service account, valid for a day. The account must exist.</summary>
    public string ServiceAccountKubeconfig(string @namespace, string name)
    {
        var account = Store.Find(new ObjectKey("serviceaccounts", @namespace, name))
            ?? throw new InvalidOperationException($"There is no service account {@namespace}/{name}; create it first.");
        var (token, _) = _server.Tokens.Issue(@namespace, name, account.Uid, 86_400, [Access.TokenIssuer.Issuer]);
        return Kubeconfigs.Write(AddressText, CaCertificate, $"{@namespace}-{name}", new() { ["token"] = token });
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        // Watches never end by themselves; clients see a clean end and come back to whoever serves then.
        await _stopping.CancelAsync();
        if (_application is not null)
        {
            await _application.StopAsync(CancellationToken.None);
            await _application.DisposeAsync();
        }

        _server.Dispose();
        if (_authority.IsValueCreated)
            _authority.Value.Dispose();
        _stopping.Dispose();
    }

    private string AddressText => Address?.ToString().TrimEnd('/') ?? throw new InvalidOperationException("This server has no address: it was started in process only.");

    /// <summary>Begins to listen. Throws <see cref="IOException"/> if the port is taken.</summary>
    internal async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (_options.Listen.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"'{_options.Listen}' is not an https address; write it as https://127.0.0.1:6443.");
        var address = _options.Listen.Host is "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(_options.Listen.Host.Trim('[', ']'), out var given) ? given
            : throw new ArgumentException($"'{_options.Listen.Host}' is not an IP address; write it as https://127.0.0.1:6443.");

        var tls = _tls ?? throw new InvalidOperationException("This server was made to be used in process only.");
        // Nothing is configured from files or variables, and nothing is logged.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Warnings may hold any text; a real server sends them as UTF-8.
            kestrel.ResponseHeaderEncodingSelector = _ => System.Text.Encoding.UTF8;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxConcurrentConnections = null;
            // A watcher that gets no processor for some seconds is slow and not malicious: a real server has no least rate either.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 250;
            kestrel.Listen(address, _options.Listen.Port < 0 ? 0 : _options.Listen.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                _ = listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = async _ => (await tls).ForConnection() });
            });
        });
        _application = builder.Build();
        var authentication = new Authentication(_authority.Value, _server.Tokens, _server.Authorizer, _options.Clock);
        var front = new HttpFront(_server, authentication, _stopping.Token);
        _application.Run(new FaultMiddleware(_options.Faults, _options.Clock, Store.RevisionBefore, authentication.IsMaster, front.HandleAsync).HandleAsync);
        await _application.StartAsync(cancellationToken);
        Address = new Uri(_application.Urls.First());
    }
}
