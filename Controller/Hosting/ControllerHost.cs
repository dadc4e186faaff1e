using System.Diagnostics.Metrics;
using Controller.StartUp;
using Controller.Telemetry;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Shared.Hosting;
using Shared.Hosting.Health;
using Shared.Hosting.Logging;
using Shared.Hosting.Metrics;
using Shared.Hosting.Options;
using Shared.Hosting.Otlp;

namespace Controller.Hosting;

/// <summary>Puts the controller's parts together, and takes them apart again.</summary>
internal static class ControllerHost
{
    private static readonly string[] Meters = [ControllerMetrics.MeterName, RequestMetrics.MeterName, ProcessMetrics.MeterName];

    public static async Task RunAsync(OptionValues values, CancellationToken stopping)
    {
        var options = ControllerOptions.From(values, Identity(), InClusterConfig.IsAvailable(Environment.GetEnvironmentVariable));
        await using var services = Services(options);
        Check(services);

        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(Controller));
        Log.Starting(logger, HostedProcess.Version, options.Identity);
        foreach (var note in options.Notes)
            Log.Note(logger, note);

        var meters = services.GetRequiredService<IMeterFactory>();
        using var text = new MetricsText(meters, Meters);
        text.Start();
        ProcessMetrics.AddTo(meters);
        using var export = options.Otlp is { } target ? OtlpExport.Start(target, "spark-operator-controller", Meters, [Traces.SourceName]) : null;
        var measured = new ControllerTelemetry(meters, options.Metrics, TimeProvider.System);

        using var controller = new ControllerProcess(
            services.GetRequiredService<IKubernetesApi>(), options, options.Submission, measured,
            TimeProvider.System, new Random(Environment.ProcessId), services.GetRequiredService<ILoggerFactory>());

        measured.ShowZeros(text);
        var readiness = new Readiness([new ReadinessCheck("caches", () => controller.Cluster.Synced.IsCompletedSuccessfully ? null : "the first lists are not complete")]);
        var endpoints = Endpoints(options, text, readiness, services.GetRequiredService<ILoggerFactory>());
        try
        {
            foreach (var endpoint in endpoints)
                await endpoint.StartAsync(stopping);

            var running = RunAsync(controller, new StartUpCheck(services.GetRequiredService<IKubernetesApi>(), options, services.GetRequiredService<ILogger<StartUpCheck>>()), options, stopping);
            if (await Task.WhenAny(controller.Cluster.Synced, running) != running)
                HostedProcess.AnnounceReady(endpoints is [var first, ..] ? first.Url : "without endpoints");

            await running;
        }
        finally
        {
            foreach (var endpoint in endpoints)
                await endpoint.DisposeAsync();
        }
    }

    private static async Task RunAsync(ControllerProcess controller, StartUpCheck check, ControllerOptions options, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var checking = check.RunAsync(ended.Token);
        try
        {
            await controller.RunAsync(stopping);
        }
        catch (ApiStatusException error) when (error.Code is 403 && options.Lease is { } lease)
        {
            throw new UsageException(
                $"The lease {lease.Namespace}/{lease.Name} for leader election cannot be reached: {error.Status.Message ?? error.Message}. Grant get, create and update of leases there, or start with --{ControllerCommand.LeaderElection}=false and one replica alone.", error);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAny(checking);
        }
    }

    private static List<TelemetryServer> Endpoints(ControllerOptions options, MetricsText text, Readiness readiness, ILoggerFactory logs) =>
    [
        .. new[] { (Address: options.MetricsListen, Metrics: options.ServesMetrics ? text : null, Tls: options.MetricsTls), (options.HealthListen, null, null) }
            .Where(endpoint => endpoint.Address is not null)
            .Select(endpoint => new TelemetryServer(endpoint.Address!, endpoint.Metrics, readiness, logs, endpoint.Tls?.Open(TimeProvider.System, logs))),
    ];

    private static ServiceProvider Services(ControllerOptions options)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddLogging(logging => logging.AddRedactedConsole(options.LogLevel, options.LogFormat));
        services.AddKubernetes(kubernetes => (kubernetes.KubeConfig, kubernetes.Client) = (options.KubeConfig, options.Client));
        return services.BuildServiceProvider();
    }

    // Before anything listens: without a way to a cluster there is nothing to serve.
    private static void Check(ServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<ClusterConnection>();
        }
        catch (KubeConfigException error)
        {
            throw new UsageException(error.Message, error);
        }
    }

    private static string Identity() => $"{Environment.MachineName}_{Environment.ProcessId}";
}
