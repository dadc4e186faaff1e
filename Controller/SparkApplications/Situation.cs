using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications;

/// <summary>Everything a rule may look at.</summary>
/// <param name="Spec">With defaults applied.</param>
internal sealed record Situation(
    SparkApplicationSpec Spec, SparkApplicationStatus Status, ObservedWorld World, DateTimeOffset Now, LifeRules Rules)
{
    /// <summary>As the status will hold it.</summary>
    public DateTimeOffset RecordedNow { get; } = new(Now.Ticks - (Now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
