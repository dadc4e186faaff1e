using System.Text.Json.Serialization;
using Shared.Contracts.Core;

namespace Shared.Admission.Policy;

/// <summary>What every rule has. Absent: what the profile says; for a rule with content of its own, deny.</summary>
public abstract record PolicySection
{
    public PolicyAction? Action { get; init; }
}

/// <summary>In patterns <c>*</c> stands for any text.</summary>
public sealed record ImagePolicy : PolicySection
{
    /// <summary>Patterns of images; absent: any.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Whether an image must be named by its digest. Absent: no.</summary>
    public bool Digest { get; init; }
}

/// <summary>Requests or limits, whichever is larger, of all containers of a pod together.</summary>
public sealed record CeilingPolicy : PolicySection
{
    public PodCeiling? Driver { get; init; }

    public PodCeiling? Executor { get; init; }

    /// <summary>Driver and all executors together.</summary>
    public PodCeiling? Application { get; init; }

    /// <summary>Executors, at their maximum.</summary>
    public int? Instances { get; init; }
}

public sealed record PodCeiling
{
    public Quantity? Cpu { get; init; }

    public Quantity? Memory { get; init; }
}

public sealed record LabelPolicy : PolicySection
{
    /// <summary>Key to a regular expression for the whole value; empty: any value.</summary>
    public IReadOnlyDictionary<string, string>? Required { get; init; }
}

public sealed record SparkConfPolicy : PolicySection
{
    /// <summary>Patterns of keys.</summary>
    public IReadOnlyList<string>? Forbidden { get; init; }
}

public sealed record HostAccessPolicy : PolicySection
{
    /// <summary>Folders of nodes that may be mounted read-only, with all below them.</summary>
    public IReadOnlyList<string>? ReadOnlyPaths { get; init; }
}

public sealed record ServiceAccountPolicy : PolicySection
{
    /// <summary>Patterns of names.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }
}

public sealed record PodSecurityPolicy : PolicySection
{
    /// <summary>Absent: that of the profile.</summary>
    public PodSecurityLevel? Level { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<PodSecurityLevel>))]
public enum PodSecurityLevel
{
    Baseline,
    Restricted,
}

public sealed record AddressPolicy : PolicySection
{
    /// <summary>Schemes of URLs, such as <c>s3a</c>; absent: those of the profile.</summary>
    public IReadOnlyList<string>? Schemes { get; init; }

    /// <summary>Patterns of hosts or buckets; absent: any.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }
}

/// <summary>Whether the API server is asked if the author could have done it alone: create pods there, and <c>use</c> their service accounts.</summary>
public sealed record AuthorPolicy : PolicySection;

public sealed record IngressPolicy : PolicySection
{
    /// <summary>Patterns of keys of annotations; absent: none.</summary>
    public IReadOnlyList<string>? Annotations { get; init; }
}

/// <summary>Of one namespace. Absent members: those of the profile.</summary>
public sealed record LimitPolicy : PolicySection
{
    /// <summary>Applications that are stored, ended ones too.</summary>
    public int? Applications { get; init; }

    /// <summary>Applications that have not ended: each has one driver at most.</summary>
    public int? Drivers { get; init; }

    /// <summary>Executors of those, at their maximum.</summary>
    public int? Executors { get; init; }

    /// <summary>The shortest time between two runs of a schedule. Unit: seconds.</summary>
    public int? ScheduleSeconds { get; init; }
}
