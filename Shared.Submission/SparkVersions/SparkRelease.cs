namespace Shared.Submission.SparkVersions;

/// <summary>A release of Spark, whose own submission is reproduced.</summary>
/// <param name="Label">The value of the label <c>spark-version</c>.</param>
/// <param name="Rules">The release whose rules apply; differs from the label for releases that are newer than all known ones.</param>
public sealed record SparkRelease(string Label, Version Rules)
{
    /// <summary>Newest known release of each line, oldest line first. Source: <c>docs/spark-versions.md</c>.</summary>
    public static readonly IReadOnlyList<SparkRelease> Known =
    [
        Release("3.3.4"), Release("3.4.4"), Release("3.5.7"), Release("4.0.1"), Release("4.1.1"), Release("4.2.1"), Release("4.3.0"),
    ];

    public static SparkRelease Newest => Known[^1];

    public static SparkRelease Oldest => Known[0];

    internal bool Has(SparkFeature feature) => feature.IsIn(Rules);

    private static SparkRelease Release(string version) => new(version, Version.Parse(version));
}
