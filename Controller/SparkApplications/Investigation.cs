namespace Controller.SparkApplications;

/// <summary>What would tell more than the pod itself; read only where that feature is on.</summary>
/// <param name="Pod">Name of the driver's pod.</param>
/// <param name="Uid">Of that pod.</param>
public sealed record Investigation(InvestigationKind Kind, string Pod, string Uid);

public enum InvestigationKind
{
    /// <summary>The end of the driver's log.</summary>
    Log,

    /// <summary>The events about the driver's pod.</summary>
    Events,
}
