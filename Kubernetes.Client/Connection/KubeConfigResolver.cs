using System.Collections.Immutable;
using Kubernetes.Client.Connection.Tls;

namespace Kubernetes.Client.Connection;

/// <summary>Follows a context to its cluster and user.</summary>
internal static class KubeConfigResolver
{
    public static ClusterConnection Resolve(KubeConfigDocument document, string source, string? context, TimeProvider clock)
    {
        var name = context ?? document.CurrentContext
            ?? throw new KubeConfigException($"kubeconfig {source} has no current-context; choose one of {Names(document.Contexts)}.");
        var chosen = Find(document.Contexts, name, "context", source, "context");
        var at = $"{chosen.File}, context '{name}'";
        var cluster = Find(document.Clusters, chosen.Value.Cluster ?? throw new KubeConfigException($"kubeconfig {at} names no cluster; add 'cluster:'."), "cluster", at, "clusters");
        var user = chosen.Value.User is { } userName ? Find(document.Users, userName, "user", at, "users") : null;

        return new ClusterConnection(Server(cluster), $"kubeconfig {cluster.File}, cluster '{cluster.Name}'")
        {
            Namespace = chosen.Value.Namespace ?? "default",
            Trust = Trust(cluster, clock),
            TlsServerName = cluster.Value.TlsServerName,
            Proxy = Proxy(cluster),
            Credentials = user is null ? Credentials.NoCredentials.Instance : UserCredentials.Of(user, cluster, clock),
            ImpersonateUser = user?.Value.ImpersonateUser,
            ImpersonateGroups = user?.Value.ImpersonateGroups ?? [],
        };
    }

    /// <summary>Paths in a kubeconfig are relative to the file that they stand in.</summary>
    public static string PathBeside(string file, string path) => Path.Combine(Path.GetDirectoryName(file)!, path);

    private static Named<T> Find<T>(ImmutableArray<Named<T>> entries, string name, string what, string where, string list) =>
        entries.FirstOrDefault(entry => entry.Name == name)
        ?? throw new KubeConfigException($"kubeconfig {where} names {what} '{name}', which is not there; known in '{list}': {Names(entries)}.");

    private static string Names<T>(ImmutableArray<Named<T>> entries) =>
        entries.IsEmpty ? "none" : string.Join(", ", entries.Select(entry => $"'{entry.Name}'"));

    private static Uri Server(Named<ClusterEntry> cluster)
    {
        var text = cluster.Value.Server
            ?? throw new KubeConfigException($"kubeconfig {cluster.File}, cluster '{cluster.Name}' has no 'server'; add its address, such as https://10.0.0.1:6443.");
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "https" or "http"
            ? server
            : throw new KubeConfigException($"kubeconfig {cluster.File}, cluster '{cluster.Name}': server '{text}' is no address; write one such as https://10.0.0.1:6443.");
    }

    private static ServerTrust Trust(Named<ClusterEntry> cluster, TimeProvider clock)
    {
        var where = $"kubeconfig {cluster.File}, cluster '{cluster.Name}'";
        if (cluster.Value.InsecureSkipTlsVerify)
        {
            return cluster.Value.CertificateAuthority is null && cluster.Value.CertificateAuthorityData is null
                ? ServerTrust.Blind
                : throw new KubeConfigException($"{where} has a certificate authority and 'insecure-skip-tls-verify: true'; remove one of them.");
        }

        if (cluster.Value.CertificateAuthorityData is { } data)
        {
            var authorities = KubeConfigData.Decode(where, "certificate-authority-data", data, AuthorityPem.Decode);
            return new CustomAuthorities(() => authorities, $"{where}, certificate-authority-data");
        }

        if (cluster.Value.CertificateAuthority is not { } path)
            return ServerTrust.System;

        var file = PathBeside(cluster.File, path);
        if (!File.Exists(file))
            throw new KubeConfigException($"{where}: certificate-authority {file} does not exist; correct the path, which is relative to the kubeconfig.");
        return new CustomAuthorities(new Credentials.WatchedFile<System.Security.Cryptography.X509Certificates.X509Certificate2Collection>(file, clock, AuthorityPem.Decode).Read, file);
    }

    private static Uri? Proxy(Named<ClusterEntry> cluster) => cluster.Value.ProxyUrl switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5" => proxy,
        var text => throw new KubeConfigException(
            $"kubeconfig {cluster.File}, cluster '{cluster.Name}': proxy-url '{text}' is not supported; use http://, https:// or socks5:// with host and port."),
    };
}
