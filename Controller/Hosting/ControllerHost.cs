using System.Diagnostics.Metrics;
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

        var meters = services.GetRequiredService<IMeterFactory>();
        using var text = new MetricsText(meters, [ControllerMetrics.MeterName, ProcessMetrics.MeterName]);
        text.Start();
        ProcessMetrics.AddTo(meters);
        var metrics = new ControllerMetrics(meters);

        using var controller = new ControllerProcess(
            services.GetRequiredService<IKubernetesApi>(), options, options.Submission, metrics,
            TimeProvider.System, new Random(Environment.ProcessId), services.GetRequiredService<ILoggerFactory>());

        var readiness = new Readiness([new ReadinessCheck("caches", () => controller.Cluster.Synced.IsCompletedSuccessfully ? null : "the first lists are not complete")]);
        await using var telemetry = new TelemetryServer(options.MetricsListen, text, readiness, services.GetRequiredService<ILoggerFactory>());
        await telemetry.StartAsync(stopping);

        var running = controller.RunAsync(stopping);
        if (await Task.WhenAny(controller.Cluster.Synced, running) != running)
            HostedProcess.AnnounceReady(telemetry.Url);

        await running;
    }

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
