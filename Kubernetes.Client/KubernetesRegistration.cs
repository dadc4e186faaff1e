using System.Diagnostics.Metrics;
using Kubernetes.Client.Connection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kubernetes.Client;

public static class KubernetesRegistration
{
    /// <summary>
    /// Adds <see cref="ClusterConnection"/> and <see cref="IKubernetesApi"/>. The configuration is read when one of them is first asked for, and throws
    /// <see cref="KubeConfigException"/> when there is none that can be used.
    /// </summary>
    public static IServiceCollection AddKubernetes(this IServiceCollection services, Action<KubernetesOptions>? configure = null)
    {
        var options = new KubernetesOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => Connect(options, Environment.GetEnvironmentVariable, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IKubernetesApi>(provider =>
        {
            var connection = provider.GetRequiredService<ClusterConnection>();
            var metrics = provider.GetService<IMeterFactory>() is { } meters ? new RequestMetrics(meters, connection.Server.Authority) : null;
            return new KubernetesHttpClient(connection, options.Client, provider.GetRequiredService<TimeProvider>(), metrics);
        });
        return services;
    }

    /// <summary>The cluster that the options and the environment name.</summary>
    /// <exception cref="KubeConfigException">None, or none that can be used.</exception>
    public static ClusterConnection Connect(KubernetesOptions options, Func<string, string?> environment, TimeProvider clock)
    {
        if (options.KubeConfig is { Length: > 0 } named)
            return KubeConfig.Load(named, options.Context, clock);
        if (InClusterConfig.IsAvailable(environment))
            return InClusterConfig.Load(environment, clock);
        return KubeConfig.DefaultPath(environment) is { } found
            ? KubeConfig.Load(found, options.Context, clock)
            : throw new KubeConfigException("no cluster is named: this is no pod, KUBECONFIG is not set and ~/.kube/config does not exist; give a kubeconfig.");
    }
}
