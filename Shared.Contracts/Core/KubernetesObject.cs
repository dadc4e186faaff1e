using System.Text.Json;

namespace Shared.Contracts.Core;

/// <summary>An object of a kind whose insides no rule here touches: everything but its identity passes through.</summary>
public sealed record KubernetesObject : OpenRecord
{
    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public ObjectMeta? Metadata { get; init; }
    public JsonElement? Spec { get; init; }
    public JsonElement? Status { get; init; }
}
