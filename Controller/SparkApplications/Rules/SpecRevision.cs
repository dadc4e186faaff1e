using System.Globalization;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>Which specification an attempt runs: <c>v1/{generation}/{hash}</c>, and under partial restarts <c>/{hash}</c> of all but where executors run.</summary>
/// <param name="Version">Of the way to hash; hashes of two versions say nothing about each other.</param>
public sealed record SpecRevision(string Version, long Generation, string Hash, string? HashOfRest = null)
{
    private const string CurrentVersion = "v1";

    /// <param name="effectiveSpec">With defaults applied, so that a default that is written out is no change.</param>
    public static SpecRevision Of(SparkApplicationSpec effectiveSpec, long generation, bool isPartial = false) =>
        new(CurrentVersion, generation, SpecHash.Of(effectiveSpec), isPartial ? SpecHash.Of(WithoutPlacementOfExecutors(effectiveSpec)) : null);

    internal static SpecRevision Of(Situation situation) => Of(situation.Spec, situation.World.Application.Generation, situation.Rules.PartialRestart);

    /// <summary>Null for an absent text and for one that another program wrote.</summary>
    public static SpecRevision? Parse(string? text) =>
        text?.Split('/') is [var version, var number, var hash, .. var rest] && rest.Length <= 1
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? new SpecRevision(version, generation, hash, rest.FirstOrDefault())
            : null;

    public bool IsOtherSpecThan(SpecRevision recorded) => Version == recorded.Version && Hash != recorded.Hash;

    /// <summary>Another specification, but only in what new executors can follow while the driver runs on.</summary>
    public bool IsOtherForExecutorsAloneThan(SpecRevision recorded) => IsOtherSpecThan(recorded) && HashOfRest is not null && HashOfRest == recorded.HashOfRest;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Version}/{Generation}/{Hash}") + (HashOfRest is null ? "" : $"/{HashOfRest}");

    private static SparkApplicationSpec WithoutPlacementOfExecutors(SparkApplicationSpec spec) => spec with
    {
        Executor = spec.Executor is { } executor
            ? executor with { PriorityClassName = null, NodeSelector = null, Tolerations = null, Affinity = null, SchedulerName = null }
            : null,
    };
}
