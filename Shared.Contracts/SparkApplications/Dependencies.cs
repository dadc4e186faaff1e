using Shared.Contracts.Core;

namespace Shared.Contracts.SparkApplications;

/// <summary>What a job needs besides its main file; each list becomes one comma-separated option of <c>spark-submit</c>.</summary>
public sealed record Dependencies : OpenRecord
{
    /// <summary>Jars for the class path of driver and executors; <c>--jars</c>.</summary>
    public IReadOnlyList<string>? Jars { get; init; }

    /// <summary>Files for the working directory of each executor; <c>--files</c>.</summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>Python modules; <c>--py-files</c>.</summary>
    public IReadOnlyList<string>? PyFiles { get; init; }

    /// <summary>Maven coordinates <c>group:artifact:version</c>; <c>--packages</c>.</summary>
    public IReadOnlyList<string>? Packages { get; init; }

    /// <summary>Coordinates <c>group:artifact</c> that are kept out; <c>--exclude-packages</c>.</summary>
    public IReadOnlyList<string>? ExcludePackages { get; init; }

    /// <summary>Further Maven repositories; <c>--repositories</c>.</summary>
    public IReadOnlyList<string>? Repositories { get; init; }

    /// <summary>Archives that are unpacked for each executor; <c>--archives</c>.</summary>
    public IReadOnlyList<string>? Archives { get; init; }
}
