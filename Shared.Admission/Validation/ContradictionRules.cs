using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>One thing said twice: by a field and by a Spark property, or by two fields. Both may be meant, so these are warnings.</summary>
internal static class ContradictionRules
{
    private sealed record Twin(string Field, Func<SparkApplicationSpec, object?> Value, string Key);

    private static readonly Twin[] Twins =
    [
        new("driver.cores", spec => spec.Driver?.Cores, SparkConfKeys.DriverCores),
        new("driver.memory", spec => spec.Driver?.Memory, SparkConfKeys.DriverMemory),
        new("driver.memoryOverhead", spec => spec.Driver?.MemoryOverhead, SparkConfKeys.DriverMemoryOverhead),
        new("driver.coreLimit", spec => spec.Driver?.CoreLimit, SparkConfKeys.DriverLimitCores),
        new("driver.coreRequest", spec => spec.Driver?.CoreRequest, SparkConfKeys.DriverRequestCores),
        new("driver.javaOptions", spec => spec.Driver?.JavaOptions, SparkConfKeys.DriverExtraJavaOptions),
        new("executor.cores", spec => spec.Executor?.Cores, SparkConfKeys.ExecutorCores),
        new("executor.memory", spec => spec.Executor?.Memory, SparkConfKeys.ExecutorMemory),
        new("executor.memoryOverhead", spec => spec.Executor?.MemoryOverhead, SparkConfKeys.ExecutorMemoryOverhead),
        new("executor.instances", spec => spec.Executor?.Instances, SparkConfKeys.ExecutorInstances),
        new("executor.coreLimit", spec => spec.Executor?.CoreLimit, SparkConfKeys.ExecutorLimitCores),
        new("executor.coreRequest", spec => spec.Executor?.CoreRequest, SparkConfKeys.ExecutorRequestCores),
        new("executor.javaOptions", spec => spec.Executor?.JavaOptions, SparkConfKeys.ExecutorExtraJavaOptions),
        new("executor.deleteOnTermination", spec => spec.Executor?.DeleteOnTermination, SparkConfKeys.ExecutorDeleteOnTermination),
        new("memoryOverheadFactor", spec => spec.MemoryOverheadFactor, SparkConfKeys.MemoryOverheadFactor),
        new("imagePullPolicy", spec => spec.ImagePullPolicy, SparkConfKeys.ImagePullPolicy),
        new("dynamicAllocation.enabled", spec => spec.DynamicAllocation?.Enabled, SparkConfKeys.DynamicAllocationEnabled),
        new("dynamicAllocation.minExecutors", spec => spec.DynamicAllocation?.MinExecutors, SparkConfKeys.DynamicAllocationMinExecutors),
        new("dynamicAllocation.maxExecutors", spec => spec.DynamicAllocation?.MaxExecutors, SparkConfKeys.DynamicAllocationMaxExecutors),
        new("dynamicAllocation.initialExecutors", spec => spec.DynamicAllocation?.InitialExecutors, SparkConfKeys.DynamicAllocationInitialExecutors),
    ];

    public static void Judge(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        var conf = spec.SparkConf.OrEmpty();
        if (conf.Count > 0)
        {
            foreach (var twin in Twins.Where(twin => conf.ContainsKey(twin.Key) && twin.Value(spec) is not null))
                context.Warn(twin.Field, ErrorCodes.Conflict, $"sparkConf sets '{twin.Key}' too; keep one of the two");
        }

        JudgeMonitoring(spec.Monitoring, context);
        JudgeRestart(spec.RestartPolicy, context);
        if (spec.BatchSchedulerOptions is not null && string.IsNullOrEmpty(spec.BatchScheduler))
            context.Warn("batchSchedulerOptions", ErrorCodes.NoEffect, "without 'batchScheduler' these count only where the operator has a default one; name the scheduler");
        if (spec.TimeToLiveSeconds < 0)
            context.Warn("timeToLiveSeconds", ErrorCodes.OutOfRange, $"{spec.TimeToLiveSeconds} s is less than 0; leave it out to keep the application for ever");
    }

    private static void JudgeMonitoring(MonitoringSpec? monitoring, ValidationContext<SparkApplicationSpec> context)
    {
        if (monitoring is null)
            return;
        if (!string.IsNullOrEmpty(monitoring.MetricsProperties) && !string.IsNullOrEmpty(monitoring.MetricsPropertiesFile))
            context.Warn("monitoring.metricsProperties", ErrorCodes.NoEffect, "'metricsPropertiesFile' is given too and wins; keep one of the two");
        if (monitoring.Prometheus is not { } prometheus)
            return;
        if (!string.IsNullOrEmpty(prometheus.Configuration) && !string.IsNullOrEmpty(prometheus.ConfigFile))
            context.Warn("monitoring.prometheus.configuration", ErrorCodes.NoEffect, "'configFile' is given too and wins; keep one of the two");
        if (monitoring is { ExposeDriverMetrics: not true, ExposeExecutorMetrics: not true })
            context.Warn("monitoring.prometheus", ErrorCodes.NoEffect, "neither driver nor executors expose their metrics; set exposeDriverMetrics or exposeExecutorMetrics");
        else if (string.IsNullOrEmpty(prometheus.JmxExporterJar))
            context.Warn("monitoring.prometheus.jmxExporterJar", ErrorCodes.Required, "without the agent's jar the JVM does not start; write its path in the image");
        if (!string.IsNullOrEmpty(prometheus.PortName) && !ContainerPartRules.IsPortName(prometheus.PortName))
            context.Warn("monitoring.prometheus.portName", ErrorCodes.InvalidName, $"'{prometheus.PortName}' is not a name for a port, so the pod is refused; write at most 15 lower-case letters, digits and '-'");
    }

    private static void JudgeRestart(RestartPolicy? policy, ValidationContext<SparkApplicationSpec> context)
    {
        if (policy is { Type: null or "" or RestartPolicyTypes.Never } && (policy.OnFailureRetries ?? policy.OnSubmissionFailureRetries) > 0)
            context.Warn("restartPolicy.type", ErrorCodes.NoEffect, $"nothing is retried under {RestartPolicyTypes.Never}; write {RestartPolicyTypes.OnFailure}, or remove the retries");
    }
}
