namespace Shared.Submission.SparkVersions;

/// <summary>How we know in which release something changed.</summary>
public enum Evidence
{
    /// <summary>Releases on both sides of the change were recorded.</summary>
    Recorded,

    /// <summary>Read in Spark's source; at least one side was not recorded.</summary>
    Derived,
}

/// <summary>One difference between releases of Spark.</summary>
/// <param name="Name">What the newer releases do.</param>
/// <param name="Since">The releases that have it: the first of each line, a later line has it from its start.</param>
/// <param name="Evidence">How we know.</param>
public sealed record SparkFeature(string Name, IReadOnlyList<Version> Since, Evidence Evidence)
{
    /// <summary>A line that is named has it from the named patch, a line after the last named one has it whole, others have not.</summary>
    public bool IsIn(Version release)
    {
        foreach (var first in Since)
        {
            if (release.Major == first.Major && release.Minor == first.Minor)
                return release >= first;
        }

        return release > Since[^1];
    }
}
