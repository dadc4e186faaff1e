using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Policy;

/// <summary>
/// What a policy fills in where an author said nothing, so that an application need not repeat what the policy asks for. What an author wrote stays, and is judged.
/// Applying it twice changes nothing more.
/// </summary>
public static class PolicyDefaults
{
    private static readonly string[] Authentication = ["spark.authenticate", "spark.network.crypto.enabled"];

    /// <param name="application">With its own defaults.</param>
    /// <param name="policy">Of its namespace.</param>
    public static SparkApplication Apply(SparkApplication application, AdmissionPolicy policy)
    {
        if (application.Spec is not { } spec)
            return application;

        var filled = spec;
        if (policy.Profile >= PolicyProfile.Baseline)
            filled = WithAuthentication(filled);
        if (PolicyJudgement.RefusesAllButRestricted(policy))
            filled = filled with { Driver = RestrictedDefaults.Apply(filled.Driver ?? new DriverSpec()), Executor = RestrictedDefaults.Apply(filled.Executor ?? new ExecutorSpec()) };
        return filled == spec ? application : application with { Spec = filled };
    }

    private static SparkApplicationSpec WithAuthentication(SparkApplicationSpec spec)
    {
        var missing = Authentication.Where(key => !spec.SparkConf.OrEmpty().ContainsKey(key)).ToList();
        return missing.Count == 0
            ? spec
            : spec with { SparkConf = spec.SparkConf.OrEmpty().Concat(missing.Select(key => KeyValuePair.Create(key, "true"))).ToImmutableSortedDictionary(StringComparer.Ordinal) };
    }
}
