using System.Globalization;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>Which specification an attempt runs: <c>v1/{generation}/{hash}</c>.</summary>
/// <param name="Version">Of the way to hash; hashes of two versions say nothing about each other.</param>
public sealed record SpecRevision(string Version, long Generation, string Hash)
{
    private const string CurrentVersion = "v1";

    /// <param name="effectiveSpec">With defaults applied, so that a default that is written out is no change.</param>
    public static SpecRevision Of(SparkApplicationSpec effectiveSpec, long generation) =>
        new(CurrentVersion, generation, SpecHash.Of(effectiveSpec));

    /// <summary>Null for an absent text and for one that another program wrote.</summary>
    public static SpecRevision? Parse(string? text) =>
        text?.Split('/') is [var version, var number, var hash]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? new SpecRevision(version, generation, hash)
            : null;

    public bool IsOtherSpecThan(SpecRevision recorded) => Version == recorded.Version && Hash != recorded.Hash;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}/{Generation}/{Hash}");
}
