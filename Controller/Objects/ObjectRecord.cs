using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Watching;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Controller.Objects;

/// <summary>An object of one of our kinds as a cache keeps it: identity and status read, everything else as it came.</summary>
public abstract record ObjectRecord
{
    public string Namespace { get; init; } = "";
    public string Name { get; init; } = "";
    public string Uid { get; init; } = "";

    /// <summary>Opaque.</summary>
    public string ResourceVersion { get; init; } = "";

    public long Generation { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public bool IsBeingDeleted { get; init; }

    /// <summary>The schedule that made it, by label; null when it is nobody's run.</summary>
    public string? ScheduleName { get; init; }

    /// <summary>The object without <c>status</c> and <c>managedFields</c>.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>As the server keeps it; empty when there is none.</summary>
    public ReadOnlyMemory<byte> StatusJson { get; init; }

    public ObjectKey Key => new(Namespace, Name);

    public abstract string ApiVersion { get; }
    public abstract string Kind { get; }

    /// <summary>The status as a document to compare with; empty when there is none.</summary>
    public JsonObject StatusDocument() => StatusJson.IsEmpty ? [] : (JsonObject)JsonNode.Parse(StatusJson.Span)!;

    /// <summary>For what the controller makes and manages.</summary>
    public OwnerReference ToControllerReference() =>
        new() { ApiVersion = ApiVersion, Kind = Kind, Name = Name, Uid = Uid, Controller = true, BlockOwnerDeletion = true };

    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    private protected T Read<T>() => ContractsJson.Deserialize<T>(Json.Span);

    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    private protected T ReadStatus<T>() where T : new() => StatusJson.IsEmpty ? new T() : ContractsJson.Deserialize<T>(StatusJson.Span);

    // Objects are long; whoever prints a record wants to know which one it is.
    protected virtual bool PrintMembers(StringBuilder text)
    {
        _ = text.Append($"{Namespace}/{Name} {Uid} @{ResourceVersion}");
        return true;
    }
}
