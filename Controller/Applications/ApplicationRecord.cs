using System.Text;
using System.Text.Json.Nodes;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller.Applications;

/// <summary>An application as the cache keeps it: identity and status read, everything else as it came.</summary>
public sealed record ApplicationRecord
{
    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public required string Uid { get; init; }

    /// <summary>Opaque.</summary>
    public required string ResourceVersion { get; init; }

    public long Generation { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public bool IsBeingDeleted { get; init; }

    /// <summary>The object without <c>status</c> and <c>managedFields</c>.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>As the server keeps it; empty when there is none.</summary>
    public ReadOnlyMemory<byte> StatusJson { get; init; }

    /// <summary>Reads the specification; it is needed once a decision, not all the time.</summary>
    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    public SparkApplication ReadApplication() => ContractsJson.Deserialize<SparkApplication>(Json.Span);

    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    public SparkApplicationStatus ReadStatus() =>
        StatusJson.IsEmpty ? new SparkApplicationStatus() : ContractsJson.Deserialize<SparkApplicationStatus>(StatusJson.Span);

    /// <summary>The status as a document to compare with; empty when there is none.</summary>
    public JsonObject StatusDocument() => StatusJson.IsEmpty ? [] : (JsonObject)JsonNode.Parse(StatusJson.Span)!;

    // Objects are long; whoever prints a record wants to know which one it is.
    private bool PrintMembers(StringBuilder text)
    {
        _ = text.Append($"{Namespace}/{Name} {Uid} @{ResourceVersion}");
        return true;
    }
}
