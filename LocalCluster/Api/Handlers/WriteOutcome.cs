using System.Text.Json.Nodes;

namespace LocalCluster.Api.Handlers;

/// <summary>What a write answers with: the object, or a Status.</summary>
internal sealed record WriteOutcome(int Status, JsonObject Body, bool IsStatus = false);
