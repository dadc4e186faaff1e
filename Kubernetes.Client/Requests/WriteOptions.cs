namespace Kubernetes.Client.Requests;

/// <summary>How a create, replace or patch is to be taken. Absent means: not sent.</summary>
public sealed record WriteOptions
{
    /// <summary>Who owns the written fields. Absent: the server takes the user agent up to its first slash. Required for apply.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Absent: the server warns of unknown fields.</summary>
    public FieldValidation? FieldValidation { get; init; }

    /// <summary>Everything but storing it.</summary>
    public bool DryRun { get; init; }

    /// <summary>Take fields from other managers; server-side apply only.</summary>
    public bool Force { get; init; }
}

/// <summary>What the server does with fields that it does not know.</summary>
public enum FieldValidation
{
    Ignore,
    Warn,
    Strict,
}
