using Shared.Admission.Validation;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Reviews;

/// <summary>May an application, valid in itself, be stored here and now? Asked when it is created or its specification changes.</summary>
public delegate ValidationOutcome ApplicationJudge(ApplicationQuestion question);

/// <param name="Application">With its defaults, and with the namespace that it will have.</param>
/// <param name="Old">What is stored; null when it is created.</param>
/// <param name="DryRun">Nothing will be stored: the client wants to hear all that can be said.</param>
public sealed record ApplicationQuestion(SparkApplication Application, SparkApplication? Old, bool DryRun)
{
    public string Namespace => Application.Metadata?.Namespace ?? "";
}
