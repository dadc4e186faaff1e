namespace Kubernetes.Client.Requests;

/// <summary>What a watch asks for. Absent means: not sent.</summary>
public sealed record WatchOptions
{
    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Changes after this version; absent begins with one <c>ADDED</c> for each present object.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Ask for events that only move the version on. Default: true.</summary>
    public bool AllowBookmarks { get; init; } = true;

    /// <summary>When the server ends the watch; in whole seconds. Absent: the server chooses 30 to 60 minutes.</summary>
    public TimeSpan? EndAfter { get; init; }
}
