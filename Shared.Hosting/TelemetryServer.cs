using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shared.Hosting.Health;
using Shared.Hosting.Metrics;
using Shared.Hosting.Options;
using Shared.Hosting.Tls;

namespace Shared.Hosting;

/// <summary>
/// <c>/metrics</c>, <c>/healthz</c> and <c>/readyz</c> on a port of their own, apart from what the process serves. It can be
/// started before the rest, so that a process that waits for its caches already answers its probes.
/// </summary>
/// <param name="listen">Where.</param>
/// <param name="metrics">Null serves health alone.</param>
/// <param name="readiness">Of the process.</param>
/// <param name="logs">For what goes wrong.</param>
/// <param name="certificate">Null serves plain HTTP.</param>
public sealed class TelemetryServer(ListenAddress listen, MetricsText? metrics, Readiness readiness, ILoggerFactory logs, TelemetryCertificate? certificate = null) : IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it really listens, after <see cref="StartAsync"/>: <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; private set; } = "";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 100;
            if (listen.EndPoint.Address.Equals(IPAddress.IPv6Any))
                kestrel.ListenAnyIP(listen.EndPoint.Port, Secure); // IPv4 alone where the machine has no IPv6.
            else
                kestrel.Listen(listen.EndPoint, Secure);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();

        _app = builder.Build();
        if (metrics is not null)
            _app.MapMetrics(metrics);
        _app.MapHealth(readiness);
        await _app.StartAsync(cancellationToken);
        Url = _app.Urls.First();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is null)
            return;
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private void Secure(ListenOptions endPoint)
    {
        if (certificate is not null)
            _ = endPoint.UseHttps(certificate.Handshakes);
    }
}

/// <summary>Signals belong to <see cref="HostedProcess"/> alone.</summary>
public sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
