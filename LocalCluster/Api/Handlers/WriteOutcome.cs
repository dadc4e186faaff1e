using System.Text.Json.Nodes;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary>What a write answers with: what was stored, another object, or a Status.</summary>
internal sealed record WriteOutcome
{
    private readonly Func<JsonObject> _body;

    public WriteOutcome(int status, JsonObject body, bool isStatus = false)
    {
        (Status, IsStatus) = (status, isStatus);
        _body = () => body;
    }

    /// <summary>The object as it is stored now: mostly its bytes are the answer, and nobody needs to read them.</summary>
    public WriteOutcome(int status, ResourceKind kind, StoredObject written)
    {
        (Status, Written) = (status, written);
        _body = () => ObjectForm.Served(kind, written);
    }

    public int Status { get; }

    public bool IsStatus { get; }

    public StoredObject? Written { get; }

    public JsonObject Body => _body();
}
