using Shared.Contracts.Core;

namespace Shared.Contracts.SparkApplications;

/// <summary>Settings for the gang scheduler.</summary>
public sealed record BatchSchedulerOptions : OpenRecord
{
    /// <summary>Volcano: queue of the PodGroup. YuniKorn: label <c>queue</c> of the pods.</summary>
    public string? Queue { get; init; }

    /// <summary>Volcano: priority class of the PodGroup. The pods have their own.</summary>
    public string? PriorityClassName { get; init; }

    /// <summary>Volcano: least resources of the gang. Absent means the sum over driver and executors.</summary>
    public IReadOnlyDictionary<string, Quantity>? Resources { get; init; }
}
