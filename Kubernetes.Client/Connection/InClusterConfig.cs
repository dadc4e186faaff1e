using System.Security.Cryptography.X509Certificates;
using Kubernetes.Client.Connection.Credentials;
using Kubernetes.Client.Connection.Tls;

namespace Kubernetes.Client.Connection;

/// <summary>The way to the API server that every pod is given.</summary>
public static class InClusterConfig
{
    /// <summary>Where the kubelet mounts token, CA and namespace.</summary>
    public const string MountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>True when we run in a pod.</summary>
    public static bool IsAvailable(Func<string, string?> environment) => environment("KUBERNETES_SERVICE_HOST") is { Length: > 0 };

    /// <exception cref="KubeConfigException">Not in a pod, or a pod without a service account token.</exception>
    public static ClusterConnection Load(Func<string, string?> environment, TimeProvider clock, string mountPath = MountPath)
    {
        if (environment("KUBERNETES_SERVICE_HOST") is not { Length: > 0 } host || environment("KUBERNETES_SERVICE_PORT") is not { Length: > 0 } port)
            throw new KubeConfigException("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set, so this is no pod; give a kubeconfig.");

        var (token, authority, @namespace) = (Path.Combine(mountPath, "token"), Path.Combine(mountPath, "ca.crt"), Path.Combine(mountPath, "namespace"));
        foreach (var file in new[] { token, authority })
        {
            if (!File.Exists(file))
                throw new KubeConfigException($"{file} does not exist; let the pod's service account mount its token (automountServiceAccountToken).");
        }

        var address = host.Contains(':', StringComparison.Ordinal) ? $"https://[{host}]:{port}" : $"https://{host}:{port}";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var server))
            throw new KubeConfigException($"KUBERNETES_SERVICE_HOST '{host}' and KUBERNETES_SERVICE_PORT '{port}' make no address; do not set them in the pod.");

        return new ClusterConnection(server, "the pod's service account")
        {
            Namespace = File.Exists(@namespace) && File.ReadAllText(@namespace).Trim() is { Length: > 0 } text ? text : "default",
            Trust = new CustomAuthorities(new WatchedFile<X509Certificate2Collection>(authority, clock, AuthorityPem.Decode).Read, authority),
            Credentials = new TokenFile(token, clock),
        };
    }
}
