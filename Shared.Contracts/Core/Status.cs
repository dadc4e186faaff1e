using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shared.Contracts.Core;

/// <summary>What the API server answers when it refuses. Source: <c>meta/v1 Status</c>.</summary>
public sealed record Status : OpenRecord
{
    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public JsonElement? Metadata { get; init; }

    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    [JsonPropertyName("status")] public string? Outcome { get; init; }

    public string? Message { get; init; }

    /// <summary>One word for programs, such as <c>AlreadyExists</c>; branch on this, never on the message.</summary>
    public string? Reason { get; init; }

    public int? Code { get; init; }
    public StatusDetails? Details { get; init; }
}

/// <summary>Source: <c>meta/v1 StatusDetails</c>.</summary>
public sealed record StatusDetails : OpenRecord
{
    public string? Name { get; init; }
    public string? Group { get; init; }
    public string? Kind { get; init; }
    public string? Uid { get; init; }

    /// <summary>Unit: seconds to wait before the next try.</summary>
    public int? RetryAfterSeconds { get; init; }

    public IReadOnlyList<StatusCause>? Causes { get; init; }
}

/// <summary>Source: <c>meta/v1 StatusCause</c>.</summary>
public sealed record StatusCause : OpenRecord
{
    public string? Reason { get; init; }
    public string? Message { get; init; }
    public string? Field { get; init; }
}
