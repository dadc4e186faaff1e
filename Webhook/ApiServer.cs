using System.Diagnostics.Metrics;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Shared.Hosting;

namespace Webhook;

internal static class ApiServer
{
    /// <summary>The API server, or one sentence why there is no way to it.</summary>
    /// <exception cref="UsageException">A kubeconfig or service account that cannot be used.</exception>
    public static IKubernetesApi To(WebhookOptions options, IMeterFactory meters)
    {
        try
        {
            var connection = KubernetesRegistration.Connect(new KubernetesOptions { KubeConfig = options.KubeConfig }, Environment.GetEnvironmentVariable, TimeProvider.System);
            return new KubernetesHttpClient(connection, options.Client, TimeProvider.System, new RequestMetrics(meters, connection.Server.Authority));
        }
        catch (KubeConfigException exception)
        {
            throw new UsageException(exception.Message, exception);
        }
    }
}
