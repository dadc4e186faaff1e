using Controller.Objects;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller.Applications;

/// <summary>A SparkApplication as the cache keeps it.</summary>
public sealed record ApplicationRecord : ObjectRecord
{
    public override string ApiVersion => SparkApplication.GroupVersion;
    public override string Kind => SparkApplication.KindName;

    /// <summary>Reads the specification; it is needed once a decision, not all the time.</summary>
    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    public SparkApplication ReadApplication() => Read<SparkApplication>();

    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    public SparkApplicationStatus ReadStatus() => ReadStatus<SparkApplicationStatus>();
}
