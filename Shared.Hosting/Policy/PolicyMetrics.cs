using System.Diagnostics.Metrics;

namespace Shared.Hosting.Policy;

/// <summary>Whether a process judges by its policy file as it is written now.</summary>
public sealed class PolicyMetrics
{
    private readonly Counter<long> _reads;
    private volatile bool _isOutdated;

    /// <param name="meter">Of the process.</param>
    /// <param name="reads">Name of the counter of reads.</param>
    /// <param name="outdated">Name of the gauge that is 1 while an earlier policy is in force.</param>
    public PolicyMetrics(Meter meter, string reads, string outdated)
    {
        _reads = meter.CreateCounter<long>(reads, null, "Reads of a new policy file, by whether it could be used.");
        _ = meter.CreateObservableGauge(outdated, () => _isOutdated ? 1 : 0, null, "1 while the policy file cannot be used and an earlier policy is in force.");
        foreach (var usable in new[] { true, false })
            _reads.Add(0, Tag(usable));
    }

    public void Read(bool usable)
    {
        _isOutdated = !usable;
        _reads.Add(1, Tag(usable));
    }

    private static KeyValuePair<string, object?> Tag(bool usable) => new("usable", usable ? "true" : "false");
}
