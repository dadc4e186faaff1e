using Controller.Objects;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkConnects;

namespace Controller.SparkConnects;

/// <summary>A SparkConnect as the cache keeps it.</summary>
public sealed record ConnectRecord : ObjectRecord
{
    public override string ApiVersion => SparkConnect.GroupVersion;
    public override string Kind => SparkConnect.KindName;

    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    public SparkConnect ReadConnect() => Read<SparkConnect>();

    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    public SparkConnectStatus ReadStatus() => ReadStatus<SparkConnectStatus>();
}
