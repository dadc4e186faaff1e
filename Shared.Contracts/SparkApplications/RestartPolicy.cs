using Shared.Contracts.Core;

namespace Shared.Contracts.SparkApplications;

/// <summary>When to run again. Rules read it through <see cref="RestartRules"/>, which knows the defaults.</summary>
public sealed record RestartPolicy : OpenRecord
{
    /// <summary>One of <see cref="RestartPolicyTypes"/>. Absent means <c>Never</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Submissions after the first that failed. Absent means none.</summary>
    public int? OnSubmissionFailureRetries { get; init; }

    /// <summary>Runs after the first that failed. Absent means none. With <c>Always</c> there is no end.</summary>
    public int? OnFailureRetries { get; init; }

    /// <summary>Unit: seconds, multiplied by the number of submissions so far. Absent means 5.</summary>
    public long? OnSubmissionFailureRetryInterval { get; init; }

    /// <summary>Unit: seconds, multiplied by the number of submissions so far. Absent means 5.</summary>
    public long? OnFailureRetryInterval { get; init; }
}
