using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Kinds;

namespace LocalCluster.Admission;

/// <summary>One write on its way to the store, as admission sees it. <see cref="Object"/> may be changed by mutating steps; it is null at a deletion.</summary>
internal sealed class AdmissionContext
{
    public required ApiRequest Request { get; init; }
    public required ResourceKind Kind { get; init; }

    /// <summary><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c> or <c>CONNECT</c>.</summary>
    public required string Operation { get; init; }

    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public string Subresource { get; init; } = "";
    public JsonObject? Object { get; set; }
    public JsonObject? Old { get; init; }
    public bool IsDryRun { get; init; }

    /// <summary>The options as their own object: <c>CreateOptions</c>, <c>PatchOptions</c>, ...</summary>
    public required JsonObject Options { get; init; }

    /// <summary>Runs after each change by a webhook: prunes and fills in defaults.</summary>
    public required Action<JsonObject> Normalize { get; init; }
}
