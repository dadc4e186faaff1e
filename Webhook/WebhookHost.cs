using System.Diagnostics.Metrics;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Shared.Admission.Reviews;
using Shared.Hosting;
using Shared.Hosting.Health;
using Shared.Hosting.Logging;
using Shared.Hosting.Metrics;
using Shared.Hosting.Otlp;
using Shared.Hosting.Policy;
using Webhook.Admission;
using Webhook.Certificates;
using Webhook.Certificates.SelfManaged;

namespace Webhook;

/// <summary>All parts of the webhook in one process: certificate, cache, admission endpoints, health and metrics.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    /// <summary>It says nothing from Warning up, and while somebody might listen, every request gets a scope and an activity.</summary>
    private const string PerRequest = "Microsoft.AspNetCore.Hosting.Diagnostics";

    private readonly WebhookOptions _options;
    private readonly TimeProvider _clock;
    private readonly ServiceProvider _services;
    private readonly ILogger _logger;
    private readonly MetricsText _metricsText;
    private readonly OtlpExport? _export;
    private readonly WebhookMetrics _metrics;
    private readonly ReloadingCertificate _certificate;
    private readonly ApplicationCache _applications;
    private readonly QuotaCache? _quotas;
    private readonly NamespacePolicies _policies;
    private readonly AuthorCheck? _authors;
    private readonly CertificateSecret? _secret;
    private readonly BundleInjection? _injection;
    private readonly Readiness _readiness;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<TelemetryServer> _telemetry = [];
    private WebApplication? _app;
    private Task _background = Task.CompletedTask;

    public WebhookHost(WebhookOptions options, Func<IMeterFactory, IKubernetesApi> connect, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _services = new ServiceCollection()
            .AddSingleton(clock)
            .AddMetrics()
            .AddLogging(logging => logging.AddRedactedConsole(options.LogLevel, options.LogFormat).AddFilter(PerRequest, LogLevel.None))
            .BuildServiceProvider();
        _logger = _services.GetRequiredService<ILoggerFactory>().CreateLogger("Webhook");

        var meters = _services.GetRequiredService<IMeterFactory>();
        _metricsText = new MetricsText(meters, [WebhookMetrics.MeterName, RequestMetrics.MeterName, ProcessMetrics.MeterName]);
        _metricsText.Start();
        ProcessMetrics.AddTo(meters);
        var api = connect(meters);
        _metrics = new WebhookMetrics(meters, () => _certificate?.SecondsLeft);
        _certificate = new ReloadingCertificate(options.Certificates, options.Tls, _metrics, _logger, clock);
        _applications = new ApplicationCache(api, options.Namespaces, _metrics, _logger, clock);
        _export = options.Otlp is { } target ? OtlpExport.Start(target, "spark-operator-webhook", [WebhookMetrics.MeterName, RequestMetrics.MeterName, ProcessMetrics.MeterName], [Traces.SourceName]) : null;
        _quotas = options.Quota is QuotaMode.Off ? null : new QuotaCache(options.Quota, api, options.Namespaces, _logger, clock);
        _policies = new NamespacePolicies(
            new PolicyFile(options.Policy, _metrics.Policy.Read, _logger, clock), options.Policy, api, new LoggingObserver(_logger, KubernetesResources.Namespaces.Kind, "the cluster"), clock);
        _authors = options.AuthorCheck ? new AuthorCheck(_policies, options.TrustedUsers, options.Rendering, api) : null;
        _secret = options.Secret is null || IsMounted(options) ? null : new CertificateSecret(options.Secret, options.Certificates, api, _logger, clock);
        _injection = options.Secret is { Managed: true } ? new BundleInjection(_secret!, options.MutatingName, options.ValidatingName, api, _logger, clock) : null;
        _readiness = new Readiness(
        [
            new ReadinessCheck("certificate", () => _certificate.WhyNotReady),
            new ReadinessCheck("authority", () => _injection?.WhyNotReady),
            new ReadinessCheck("applications", () => _applications.IsSynced ? null : "the SparkApplications of the cluster are not listed yet"),
            new ReadinessCheck("namespaces", () => _policies.IsSynced ? null : "the labels of the cluster's namespaces are not listed yet"),
            new ReadinessCheck("quotas", () => _quotas is null or { IsSynced: true } ? null : "the ResourceQuotas of the cluster are not listed yet"),
        ]);
    }

    /// <summary>Where it really listens, after <see cref="StartAsync"/>.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Where metrics and health are; empty when nobody listens there.</summary>
    public string TelemetryUrl => _telemetry is [var first, ..] ? first.Url : "";

    /// <summary>Serves when it ends, but may not be ready. Health is served from the start, because a certificate may be long in coming.</summary>
    /// <exception cref="UsageException">No usable certificate, or no usable policy.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var note in _options.Notes)
            Log.Note(_logger, note);
        _policies.Load();
        await StartTelemetryAsync(cancellationToken);
        if (_options.SelfSigned)
            SelfSignedCertificate.EnsureIn(_options.Certificates, _options.CertificateHosts, _clock);
        if (_secret is not null)
            await _secret.FirstAsync(cancellationToken);
        _certificate.Load();

        _background = Task.WhenAll(new[]
        {
            _applications.RunAsync(_stopping.Token), _certificate.WatchAsync(_stopping.Token), _policies.RunAsync(_stopping.Token),
            _quotas?.RunAsync(_stopping.Token), _secret?.RunAsync(_stopping.Token), _injection?.RunAsync(_stopping.Token),
        }.OfType<Task>());
        _app = Build();
        await _app.StartAsync(cancellationToken);
        Url = _app.Urls.First();
        Log.Serving(_logger, Url, TelemetryUrl);
    }

    /// <summary>Ends when the caches are complete; fails when a part of the process has failed instead.</summary>
    public async Task Ready(CancellationToken cancellationToken) =>
        await await Task.WhenAny(Task.WhenAll(_applications.Synced, _policies.Synced, _quotas?.Synced ?? Task.CompletedTask), _background).WaitAsync(cancellationToken);

    /// <summary>Ends when the token is cancelled; fails when a part of the process has failed, for a cache that no longer follows is worse than a restart.</summary>
    public async Task ServeAsync(CancellationToken stopping)
    {
        if (await Task.WhenAny(HostedProcess.UntilStopped(stopping), _background) == _background)
            await _background;
    }

    /// <summary>Turns unready, serves on until endpoints are taken away, then finishes what is in flight.</summary>
    public async Task StopAsync()
    {
        Log.Stopping(_logger);
        _readiness.Drain();
        if (_options.Drain > TimeSpan.Zero)
            await Task.Delay(_options.Drain, _clock);
        if (_app is not null)
            await _app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _background;
        }
        catch (OperationCanceledException)
        {
            // Asked for two lines above.
        }

        if (_app is not null)
            await _app.DisposeAsync();
        foreach (var server in _telemetry)
            await server.DisposeAsync();
        _export?.Dispose();
        _metricsText.Dispose();
        _stopping.Dispose();
        await _services.DisposeAsync();
    }

    private async Task StartTelemetryAsync(CancellationToken cancellationToken)
    {
        foreach (var (address, metrics, tls) in new[] { (_options.MetricsListen, _options.ServesMetrics ? _metricsText : null, _options.MetricsTls), (_options.HealthListen, null, null) })
        {
            if (address is null)
                continue;
            var logs = _services.GetRequiredService<ILoggerFactory>();
            var server = new TelemetryServer(address, metrics, _readiness, logs, tls?.Open(_clock, logs));
            await server.StartAsync(cancellationToken);
            _telemetry.Add(server);
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

        // Reviews are answered in less time than it takes to hand them to another thread.
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true).ConfigureKestrel(Configure);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_services.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));

        var app = builder.Build();
        var budget = new BodyBudget(_options.InFlightBytes, _clock);
        foreach (var (path, handler) in Handlers.For(_options, _applications, Judges(), _authors))
        {
            _metrics.Announce(path);
            var endpoint = new AdmissionEndpoint(path, handler, budget, _metrics, _logger, _clock);
            app.Map(path, (RequestDelegate)endpoint.HandleAsync);
        }

        app.MapHealth(_readiness);
        return app;
    }

    // A Secret that somebody else looks after may be the folder itself; the kubelet then keeps it up to date.
    private static bool IsMounted(WebhookOptions options) => options.Secret is { Managed: false } && options.Certificates.IsFilled;

    private ReviewJudges Judges()
    {
        var policy = new PolicyJudge(_policies, _applications, _options.Rendering);
        return new ReviewJudges
        {
            OfApplications = _quotas is null ? [policy.Judge] : [_quotas.Judge, policy.Judge],
            OfTemplates = [policy.JudgeTemplate],
            OfSchedules = [policy.JudgeSchedule],
            OfConnects = [policy.JudgeConnect],
            Defaults = policy.Fill,
            DefaultsOfConnects = policy.Fill,
        };
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        ServerLimits.Apply(kestrel.Limits);
        kestrel.Listen(_options.Listen.EndPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(_certificate.Handshakes);
        });
    }
}
