using Controller.Observing;
using Controller.SparkApplications;
using Shared.Admission.Validation;

namespace Controller.Effects;

/// <summary>The rules of admission once more: an application may have come in without the webhook.</summary>
internal static class ApplicationCheck
{
    private const string NextStep = "Correct the fields that the message names.";

    /// <summary>Null when nothing speaks against it.</summary>
    public static Rejection? Refuses(Observation observation)
    {
        if (observation.World.SpecProblem is { } problem)
            return new Rejection("InvalidSpec", $"the specification cannot be read: {problem}", NextStep);

        var outcome = SparkApplicationValidation.Validate(observation.Application);
        return outcome.IsValid ? null : new Rejection("InvalidSpec", string.Join("; ", outcome.Errors), NextStep);
    }
}
