namespace Kubernetes.Client.Requests;

/// <summary>The four languages of a patch. A custom resource refuses <see cref="Strategic"/> with 415.</summary>
public enum PatchKind
{
    /// <summary>RFC 7386; lists are replaced whole.</summary>
    Merge,

    /// <summary>RFC 6902.</summary>
    Json,

    /// <summary>Merge by the keys of the built-in kinds.</summary>
    Strategic,

    /// <summary>Server-side apply; creates what is not there.</summary>
    Apply,
}
