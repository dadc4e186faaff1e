using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Contracts.SparkConnects;

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

    /// <param name="connect">A Connect server.</param>
    /// <param name="policy">Of its namespace.</param>
    public static SparkConnect Apply(SparkConnect connect, AdmissionPolicy policy)
    {
        if (connect.Spec is not { } spec)
            return connect;

        var filled = spec;
        if (policy.Profile >= PolicyProfile.Baseline && Completed(spec.SparkConf) is { } complete)
            filled = filled with { SparkConf = complete };
        if (PolicyJudgement.RefusesAllButRestricted(policy))
        {
            var (server, executor) = (filled.Server ?? new SparkConnectServerSpec(), filled.Executor ?? new SparkConnectExecutorSpec());
            filled = filled with
            {
                Server = server with { Template = RestrictedDefaults.Apply(server.Template, ContainerNames.Driver) },
                Executor = executor with { Template = RestrictedDefaults.Apply(executor.Template, ContainerNames.Executor) },
            };
        }

        return filled == spec ? connect : connect with { Spec = filled };
    }

    private static SparkApplicationSpec WithAuthentication(SparkApplicationSpec spec) => Completed(spec.SparkConf) is { } complete ? spec with { SparkConf = complete } : spec;

    // Null when nothing is missing.
    private static ImmutableSortedDictionary<string, string>? Completed(IReadOnlyDictionary<string, string>? conf)
    {
        var missing = Authentication.Where(key => !conf.OrEmpty().ContainsKey(key)).ToList();
        return missing.Count == 0 ? null : conf.OrEmpty().Concat(missing.Select(key => KeyValuePair.Create(key, "true"))).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }
}
