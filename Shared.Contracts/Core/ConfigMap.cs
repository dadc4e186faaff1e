namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 ConfigMap</c>; at most 1 MiB in all.</summary>
public sealed record ConfigMap : OpenRecord
{
    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public ObjectMeta? Metadata { get; init; }
    public IReadOnlyDictionary<string, string>? Data { get; init; }
    public IReadOnlyDictionary<string, string>? BinaryData { get; init; }
    public bool? Immutable { get; init; }
}
