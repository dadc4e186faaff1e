using System.Diagnostics.Metrics;
using Controller.Telemetry;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Shared.Hosting;
using Shared.Hosting.Health;
using Shared.Hosting.Logging;
using Shared.Hosting.Metrics;
using Shared.Hosting.Options;

namespace Controller.Hosting;

/// <summary>Puts the controller's parts together, and takes them apart again.</summary>
internal static class ControllerHost
{
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
        using var text = new MetricsText(meters, [ControllerMetrics.MeterName, RequestMetrics.MeterName, ProcessMetrics.MeterName]);
        text.Start();
        ProcessMetrics.AddTo(meters);
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

            var running = controller.RunAsync(stopping);
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

    private static List<TelemetryServer> Endpoints(ControllerOptions options, MetricsText text, Readiness readiness, ILoggerFactory logs) =>
    [
        .. new[] { (Address: options.MetricsListen, Metrics: options.ServesMetrics ? text : null), (Address: options.HealthListen, Metrics: null) }
            .Where(endpoint => endpoint.Address is not null)
            .Select(endpoint => new TelemetryServer(endpoint.Address!, endpoint.Metrics, readiness, logs)),
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
