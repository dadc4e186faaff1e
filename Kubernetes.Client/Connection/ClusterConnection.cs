using System.Collections.Immutable;
using Kubernetes.Client.Connection.Credentials;
using Kubernetes.Client.Connection.Tls;

namespace Kubernetes.Client.Connection;

/// <summary>Where a cluster is and how to show who we are. Made by <see cref="KubeConfig"/> and <see cref="InClusterConfig"/>.</summary>
public sealed class ClusterConnection
{
    internal ClusterConnection(Uri server, string source) => (Server, Source) = (server, source);

    /// <summary>A server that asks for no credentials, such as <c>kubectl proxy</c>.</summary>
    public static ClusterConnection Anonymous(Uri server) => new(server, "the address");

    /// <summary>The same identity and trust at another address of the cluster.</summary>
    public ClusterConnection At(Uri server) => new(server, Source)
    {
        Namespace = Namespace,
        Trust = Trust,
        TlsServerName = TlsServerName,
        Proxy = Proxy,
        Credentials = Credentials,
        ImpersonateUser = ImpersonateUser,
        ImpersonateGroups = ImpersonateGroups,
    };

    /// <summary>Scheme, host, port and, for clusters behind a gateway, a path in front of <c>/api</c>.</summary>
    public Uri Server { get; }

    /// <summary>Where this was read, for messages.</summary>
    public string Source { get; }

    /// <summary>The namespace of the context, or of our own pod. Default: <c>default</c>.</summary>
    public string Namespace { get; internal init; } = "default";

    internal ServerTrust Trust { get; init; } = ServerTrust.System;

    internal string? TlsServerName { get; init; }

    internal Uri? Proxy { get; init; }

    internal ICredentialSource Credentials { get; init; } = NoCredentials.Instance;

    internal string? ImpersonateUser { get; init; }

    internal ImmutableArray<string> ImpersonateGroups { get; init; } = [];
}
