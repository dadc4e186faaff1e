using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds;

/// <summary>Where a kind keeps what its scale subresource shows. Each is a path of member names.</summary>
internal sealed record Scaling(ImmutableArray<string> SpecReplicasPath, ImmutableArray<string> StatusReplicasPath, ImmutableArray<string> SelectorPath)
{
    public static readonly Scaling Workload = new(["spec", "replicas"], ["status", "replicas"], ["spec", "selector"]);

    public ReadOnlySpan<string> SpecReplicas => SpecReplicasPath.AsSpan();

    public ReadOnlySpan<string> StatusReplicas => StatusReplicasPath.AsSpan();

    public ReadOnlySpan<string> Selector => SelectorPath.AsSpan();

    /// <summary>From <c>subresources.scale</c> of a definition, whose paths are written <c>.spec.replicas</c>.</summary>
    public static Scaling Read(JsonObject scale) => new(Path(scale, "specReplicasPath"), Path(scale, "statusReplicasPath"), Path(scale, "labelSelectorPath"));

    private static ImmutableArray<string> Path(JsonObject scale, string name) =>
        scale.TextAt(name) is { Length: > 0 } path ? [.. path.TrimStart('.').Split('.')] : ["status", "(none)"];
}
