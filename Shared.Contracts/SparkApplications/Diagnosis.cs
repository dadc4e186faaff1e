using Shared.Contracts.Core;

namespace Shared.Contracts.SparkApplications;

/// <summary>Why an application failed or waits, for people. Not part of the original API; absent means nothing to explain.</summary>
public sealed record Diagnosis : OpenRecord
{
    /// <summary>One word in CamelCase to sort by, such as <c>OutOfMemory</c>.</summary>
    public string? Category { get; init; }

    /// <summary>One sentence.</summary>
    public string? Message { get; init; }

    /// <summary>What was seen, as it was found: an exit code, a line of a log, an event.</summary>
    public string? Evidence { get; init; }

    /// <summary>What to do about it.</summary>
    public string? NextStep { get; init; }
}
