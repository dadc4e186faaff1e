using Shared.Contracts.Core;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>When to run again. Rules read it through <see cref="RestartRules"/>, which knows the defaults.</summary>
public sealed record RestartPolicy : OpenRecord
{
    /// <summary>One of <see cref="RestartPolicyTypes"/>. Absent means <c>Never</c>.</summary>
    [Schema(OneOf = [RestartPolicyTypes.Never, RestartPolicyTypes.Always, RestartPolicyTypes.OnFailure])] public string? Type { get; init; }

    /// <summary>Submissions after the first that failed. Absent means none.</summary>
    [Schema(Minimum = 0)] public int? OnSubmissionFailureRetries { get; init; }

    /// <summary>Runs after the first that failed. Absent means none. With <c>Always</c> there is no end.</summary>
    [Schema(Minimum = 0)] public int? OnFailureRetries { get; init; }

    /// <summary>Unit: seconds, multiplied by the number of submissions so far. Absent means 5.</summary>
    [Schema(Minimum = 1)] public long? OnSubmissionFailureRetryInterval { get; init; }

    /// <summary>Unit: seconds, multiplied by the number of submissions so far. Absent means 5.</summary>
    [Schema(Minimum = 1)] public long? OnFailureRetryInterval { get; init; }
}
