using Controller.Observing;
using Controller.SparkApplications;

namespace Controller.Effects;

/// <summary>The rules of admission once more: an application may have come in without the webhook.</summary>
internal sealed class ApplicationCheck
{
#pragma warning disable CA1822 // Policies will be state of the check.
    public Rejection? Refuses(Observation observation) => observation.World.SpecProblem is { } problem
        ? new Rejection("InvalidSpec", $"the specification cannot be read: {problem}", "Correct the field that the message names.")
        : null;
#pragma warning restore CA1822
}
