using System.Collections.Immutable;

namespace Kubernetes.Client.Connection;

/// <summary>A kubeconfig as written; several files become one by <see cref="Merge"/>.</summary>
internal sealed record KubeConfigDocument
{
    public string? CurrentContext { get; init; }

    public ImmutableArray<Named<ClusterEntry>> Clusters { get; init; } = [];

    public ImmutableArray<Named<UserEntry>> Users { get; init; } = [];

    public ImmutableArray<Named<ContextEntry>> Contexts { get; init; } = [];

    /// <summary>The first file that says something about a name wins, as in kubectl.</summary>
    public static KubeConfigDocument Merge(IEnumerable<KubeConfigDocument> documents) =>
        documents.Aggregate((first, second) => new KubeConfigDocument
        {
            CurrentContext = first.CurrentContext ?? second.CurrentContext,
            Clusters = Join(first.Clusters, second.Clusters),
            Users = Join(first.Users, second.Users),
            Contexts = Join(first.Contexts, second.Contexts),
        });

    private static ImmutableArray<Named<T>> Join<T>(ImmutableArray<Named<T>> first, ImmutableArray<Named<T>> second) =>
        [.. first, .. second.Where(entry => !first.Any(known => known.Name == entry.Name))];
}

/// <param name="Name">The entry's name.</param>
/// <param name="File">Where it stands: relative paths in it are relative to this file.</param>
/// <param name="Value">What it says.</param>
internal sealed record Named<T>(string Name, string File, T Value);

internal sealed record ContextEntry(string? Cluster, string? User, string? Namespace);

internal sealed record ClusterEntry
{
    public string? Server { get; init; }

    public string? CertificateAuthority { get; init; }

    /// <summary>Base64 of PEM.</summary>
    public string? CertificateAuthorityData { get; init; }

    public bool InsecureSkipTlsVerify { get; init; }

    public string? TlsServerName { get; init; }

    public string? ProxyUrl { get; init; }
}

internal sealed record UserEntry
{
    public string? Token { get; init; }

    public string? TokenFile { get; init; }

    public string? ClientCertificate { get; init; }

    public string? ClientCertificateData { get; init; }

    public string? ClientKey { get; init; }

    public string? ClientKeyData { get; init; }

    public string? Username { get; init; }

    /// <summary>Name of a legacy provider; named only to be refused.</summary>
    public string? AuthProvider { get; init; }

    public string? ImpersonateUser { get; init; }

    public ImmutableArray<string> ImpersonateGroups { get; init; } = [];

    public ExecEntry? Exec { get; init; }
}

internal sealed record ExecEntry
{
    public string? ApiVersion { get; init; }

    public string? Command { get; init; }

    public ImmutableArray<string> Arguments { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];

    public string? InstallHint { get; init; }

    /// <summary><c>Never</c>, <c>IfAvailable</c> or <c>Always</c>.</summary>
    public string? InteractiveMode { get; init; }

    public bool ProvideClusterInfo { get; init; }
}
