using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Defaults;

/// <summary>
/// What an application gets that its author left out. Only new applications and those whose specification changed: a running one is what it
/// was when it was submitted.
/// </summary>
public static class SparkApplicationDefaults
{
    private const long RetryIntervalSeconds = 5;
    private const string Memory = "1g";

    /// <summary>Whether it is new, or its specification changed.</summary>
    public static bool AreDue(SparkApplication application) => (application.Status?.State ?? ApplicationState.New) is ApplicationState.New or ApplicationState.Invalidating;

    public static SparkApplication Apply(SparkApplication application) =>
        AreDue(application)
            ? application with { Spec = Apply(application.Spec ?? new SparkApplicationSpec()) }
            : application;

    /// <summary>The defaults of a specification alone, whatever has become of its application.</summary>
    public static SparkApplicationSpec Apply(SparkApplicationSpec spec)
    {
        var conf = spec.SparkConf.OrEmpty();
        var defaulted = spec with
        {
            Type = OrElse(spec.Type, ApplicationTypes.Scala),
            Mode = OrElse(spec.Mode, DeployModes.Cluster),
            RestartPolicy = Restart(spec.RestartPolicy ?? new RestartPolicy()),
            DynamicAllocation = Allocation(spec.DynamicAllocation),
            Driver = Driver(spec.Driver ?? new DriverSpec(), conf),
            Executor = Executor(spec.Executor ?? new ExecutorSpec(), conf, DynamicAllocationRules.IsEnabled(spec)),
        };

        // Upstream rewrites the whole object as soon as it changes anything, and only then its empty members come in.
        return defaulted == spec ? spec : RequiredMembers.Fill(defaulted);
    }

    private static DriverSpec Driver(DriverSpec driver, IReadOnlyDictionary<string, string> conf) => driver with
    {
        Cores = driver.Cores ?? (conf.ContainsKey(SparkConfKeys.DriverCores) ? null : 1),
        Memory = driver.Memory ?? (conf.ContainsKey(SparkConfKeys.DriverMemory) ? null : Memory),
    };

    private static ExecutorSpec Executor(ExecutorSpec executor, IReadOnlyDictionary<string, string> conf, bool allocatesDynamically) => executor with
    {
        Cores = executor.Cores ?? (conf.ContainsKey(SparkConfKeys.ExecutorCores) ? null : 1),
        Memory = executor.Memory ?? (conf.ContainsKey(SparkConfKeys.ExecutorMemory) ? null : Memory),
        // Here an empty value counts as absent, unlike above.
        Instances = executor.Instances
            ?? (allocatesDynamically || !string.IsNullOrEmpty(conf.GetValueOrDefault(SparkConfKeys.ExecutorInstances)) ? null : 1),
    };

    private static RestartPolicy Restart(RestartPolicy policy)
    {
        var type = OrElse(policy.Type, RestartPolicyTypes.Never);
        long? interval = type == RestartPolicyTypes.Never ? null : RetryIntervalSeconds;
        return policy with
        {
            Type = type,
            OnFailureRetryInterval = policy.OnFailureRetryInterval ?? interval,
            OnSubmissionFailureRetryInterval = policy.OnSubmissionFailureRetryInterval ?? interval,
        };
    }

    private static DynamicAllocation? Allocation(DynamicAllocation? allocation) => allocation is { Enabled: true, ShuffleTrackingEnabled: null }
        ? allocation with { ShuffleTrackingEnabled = true }
        : allocation;

    private static string OrElse(string? text, string fallback) => string.IsNullOrEmpty(text) ? fallback : text;
}
