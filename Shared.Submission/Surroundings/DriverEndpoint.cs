using System.Collections.Immutable;

namespace Shared.Submission.Surroundings;

/// <summary>A port of the driver as others reach it.</summary>
/// <param name="IsWebUI">Recorded in <c>status.driverInfo</c>; every other port is not.</param>
/// <param name="Service">In front of the driver.</param>
/// <param name="Ingress">In front of the Service; null when none is wanted.</param>
/// <param name="Address">Where the Ingress answers, as a URL.</param>
public sealed record DriverEndpoint(bool IsWebUI, Companion.OfService Service, Companion? Ingress = null, string? Address = null)
{
    /// <summary>The port of the Service.</summary>
    public int Port => Service.Object.Spec!.Ports![0].Port!.Value;
}

/// <summary>What one attempt has around its driver.</summary>
/// <param name="DisruptionBudget">Null when none is wanted.</param>
/// <param name="Problems">What cannot be made, and why; the rest is made.</param>
public sealed record DriverSurroundings(ImmutableArray<DriverEndpoint> Endpoints, Companion? DisruptionBudget, ImmutableArray<SubmissionError> Problems)
{
    public bool IsEmpty => Endpoints.IsEmpty && DisruptionBudget is null && Problems.IsEmpty;
}
