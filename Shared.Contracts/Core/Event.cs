namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 Event</c>.</summary>
public sealed record Event : OpenRecord
{
    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public ObjectMeta? Metadata { get; init; }
    public ObjectReference? InvolvedObject { get; init; }
    public string? Reason { get; init; }
    public string? Message { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; init; }

    public int? Count { get; init; }
    public DateTimeOffset? FirstTimestamp { get; init; }
    public DateTimeOffset? LastTimestamp { get; init; }
    public EventSource? Source { get; init; }
    public string? ReportingComponent { get; init; }
    public string? ReportingInstance { get; init; }
}

/// <summary>Source: <c>core/v1 EventSource</c>.</summary>
public sealed record EventSource : OpenRecord
{
    public string? Component { get; init; }
    public string? Host { get; init; }
}

/// <summary>Source: <c>core/v1 ObjectReference</c>.</summary>
public sealed record ObjectReference : OpenRecord
{
    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public string? Namespace { get; init; }
    public string? Name { get; init; }
    public string? Uid { get; init; }
    public string? ResourceVersion { get; init; }
    public string? FieldPath { get; init; }
}
