using System.Globalization;
using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkConnects;

namespace Shared.Admission.Validation;

/// <summary>What a Connect server can be stored with and what is of no use, is said twice, or is seldom meant.</summary>
internal static class ConnectRules
{
    private const string SetByOperator = "the operator sets this key itself, after yours; remove it";

    private static readonly Version First = new(3, 4);

    private sealed record Twin(string Field, Func<SparkConnectSpec, object?> Value, string Key);

    private static readonly Twin[] Twins =
    [
        new("server.cores", spec => spec.Server?.Cores, SparkConfKeys.DriverCores),
        new("server.memory", spec => spec.Server?.Memory, SparkConfKeys.DriverMemory),
        new("executor.cores", spec => spec.Executor?.Cores, SparkConfKeys.ExecutorCores),
        new("executor.memory", spec => spec.Executor?.Memory, SparkConfKeys.ExecutorMemory),
        new("executor.instances", spec => spec.Executor?.Instances, SparkConfKeys.ExecutorInstances),
        new("dynamicAllocation.enabled", spec => spec.DynamicAllocation is { Enabled: true } ? true : null, SparkConfKeys.DynamicAllocationEnabled),
        new("dynamicAllocation.minExecutors", spec => spec.DynamicAllocation?.MinExecutors, SparkConfKeys.DynamicAllocationMinExecutors),
        new("dynamicAllocation.maxExecutors", spec => spec.DynamicAllocation?.MaxExecutors, SparkConfKeys.DynamicAllocationMaxExecutors),
        new("dynamicAllocation.initialExecutors", spec => spec.DynamicAllocation?.InitialExecutors, SparkConfKeys.DynamicAllocationInitialExecutors),
    ];

    private static readonly string[] OfTheOperator =
    [
        SparkConfKeys.DriverHost, SparkConfKeys.DriverBindAddress, SparkConfKeys.DriverPort, SparkConfKeys.DriverBlockManagerPort, SparkConfKeys.DriverPodName, SparkConfKeys.ExecutorPodNamePrefix,
    ];

    public static void Judge(SparkConnectSpec spec, ValidationContext<SparkConnectSpec> context)
    {
        JudgeVersion(spec, context);
        JudgeConf(spec, context);
        JudgeExecutors(spec, context);
        JudgeServer(spec.Server?.Template, context);
        JudgeHeap(spec.Server, context);
        JudgeService(spec, context);
        SensitiveTextRules.Judge(spec, context);
    }

    private static void JudgeVersion(SparkConnectSpec spec, ValidationContext<SparkConnectSpec> context)
    {
        VersionRules.Judge(spec.SparkVersion, spec.Image, spec.SparkConf, context);
        if (VersionRules.Line(spec.SparkVersion) is { } version && version < First)
            context.Warn("sparkVersion", ErrorCodes.VersionTooOld, $"Spark {spec.SparkVersion} has no Connect server; run {First} or later");
    }

    private static void JudgeConf(SparkConnectSpec spec, ValidationContext<SparkConnectSpec> context)
    {
        var conf = spec.SparkConf.OrEmpty();
        foreach (var twin in Twins.Where(twin => conf.ContainsKey(twin.Key) && twin.Value(spec) is not null))
            context.Warn(twin.Field, ErrorCodes.Conflict, $"sparkConf sets '{twin.Key}' too, and this field wins; keep one of the two");
        foreach (var key in OfTheOperator.Where(conf.ContainsKey))
            context.Warn($"sparkConf[{key}]", ErrorCodes.NoEffect, SetByOperator);
        foreach (var key in spec.HadoopConf.OrEmpty().Keys.Select(key => key.StartsWith(SparkConfKeys.HadoopPrefix, StringComparison.Ordinal) ? key : SparkConfKeys.HadoopPrefix + key).Where(conf.ContainsKey))
            context.Warn($"sparkConf[{key}]", ErrorCodes.Conflict, "hadoopConf sets it too, and wins; keep one of the two");
        if (conf.TryGetValue(SparkConfKeys.ConnectPort, out var port) && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536))
            context.Warn($"sparkConf[{SparkConfKeys.ConnectPort}]", ErrorCodes.OutOfRange, "this is not the number of a port, so that the Service leads to another one than the server's; write 1 to 65535");
        RiskySettingRules.Judge(conf.Where(entry => !OfTheOperator.Contains(entry.Key)), context);
    }

    private static void JudgeExecutors(SparkConnectSpec spec, ValidationContext<SparkConnectSpec> context)
    {
        var (instances, allocation) = (spec.Executor?.Instances, spec.DynamicAllocation);
        if (allocation is { Enabled: not true } and ({ MinExecutors: not null } or { MaxExecutors: not null } or { InitialExecutors: not null } or { ShuffleTrackingEnabled: not null }))
            context.Warn("dynamicAllocation.enabled", ErrorCodes.NoEffect, "dynamic allocation is off, so what else it says has no effect; set 'enabled: true' or remove it");
        if (instances is 0 && allocation is not { Enabled: true })
            context.Warn("executor.instances", ErrorCodes.NoEffect, "without executors no query ever ends; write 1 or more, or switch dynamic allocation on");
        if (allocation is not { Enabled: true })
            return;

        if (instances is not null && allocation.InitialExecutors is not null && instances != allocation.InitialExecutors)
            context.Warn("executor.instances", ErrorCodes.Conflict, "dynamicAllocation.initialExecutors says how many there are at the start, too; Spark takes the larger number, so keep one of the two");
        if (instances > allocation.MaxExecutors)
            context.Warn("executor.instances", ErrorCodes.Conflict, $"{instances} is greater than dynamicAllocation.maxExecutors, {allocation.MaxExecutors}; lower one or raise the other");
        if (allocation.ShuffleTrackingEnabled is false)
            context.Warn("dynamicAllocation.shuffleTrackingEnabled", ErrorCodes.Conflict, "without it, or decommissioning with storage elsewhere, Spark refuses dynamic allocation on Kubernetes; leave it out");
    }

    // What the controller writes over the template of the server's pod.
    private static void JudgeServer(PodTemplateSpec? template, ValidationContext<SparkConnectSpec> context)
    {
        if (template is null)
            return;

        const string Path = "server.template";
        if (!string.IsNullOrEmpty(template.Metadata?.Name) || !string.IsNullOrEmpty(template.Metadata?.Namespace))
            context.Warn($"{Path}.metadata", ErrorCodes.NoEffect, "the pod is named after the Connect server and lives beside it; remove 'name' and 'namespace'");
        var containers = (template.Spec?.Containers).OrEmpty();
        var index = Math.Max(containers.ToList().FindIndex(container => container.Name == ContainerNames.Driver), 0);
        if (containers.Count == 0)
            return;

        var (server, at) = (containers[index], $"{Path}.spec.containers[{index.ToString(CultureInfo.InvariantCulture)}]");
        foreach (var (member, present) in new[] { ("command", server.Command is not null), ("args", server.Args is not null), ("lifecycle", server.Lifecycle is not null) })
        {
            if (present)
                context.Warn($"{at}.{member}", ErrorCodes.NoEffect, "the operator writes this of the server's container itself; remove it");
        }

        foreach (var (number, _) in server.Env.OrEmpty().Index().Where(entry => entry.Item.Name is "POD_IP" or "SPARK_NO_DAEMONIZE"))
            context.Warn($"{at}.env[{number.ToString(CultureInfo.InvariantCulture)}]", ErrorCodes.NoEffect, "the operator sets this variable itself, after yours; remove it");
    }

    // Nothing computes the container's memory from the heap here: the pod is the template's.
    private static void JudgeHeap(SparkConnectServerSpec? server, ValidationContext<SparkConnectSpec> context)
    {
        var containers = (server?.Template?.Spec?.Containers).OrEmpty();
        var container = containers.FirstOrDefault(container => container.Name == ContainerNames.Driver) ?? (containers.Count > 0 ? containers[0] : null);
        if (server?.Memory is { } heap && JavaMemory.TryGetBytes(heap, 1, out var bytes)
            && (container?.Resources?.Limits).OrEmpty().TryGetValue("memory", out var limit) && limit.TryGetValue(out var most) && bytes >= most)
        {
            context.Warn("server.memory", ErrorCodes.Conflict, $"the heap of '{heap}' does not fit into the limit of its container, '{limit.Text}', and the kernel ends it; raise the limit, or write less");
        }
    }

    private static void JudgeService(SparkConnectSpec spec, ValidationContext<SparkConnectSpec> context)
    {
        if (spec.Server?.Service is not { } service)
            return;

        if (service.Spec?.Ports is { Count: > 0 })
            context.Warn("server.service.spec.ports", ErrorCodes.NoEffect, "the operator sets the ports of the server itself; remove them");
        if (!string.IsNullOrEmpty(service.Metadata?.Namespace))
            context.Warn("server.service.metadata.namespace", ErrorCodes.NoEffect, "the Service lives beside the Connect server; remove it");
        if (service.Status is not null)
            context.Warn("server.service.status", ErrorCodes.NoEffect, "only the API server writes a status; remove it");
        if (service.Spec?.Type is not ("LoadBalancer" or "NodePort"))
            return;

        if (spec.RestrictClients is true)
            context.Warn("server.service.spec.type", ErrorCodes.Conflict, $"restrictClients lets in labelled pods alone, so nobody gets in through a Service of type {service.Spec.Type}; keep one of the two");
        else
            context.Warn("server.service.spec.type", ErrorCodes.Risky, $"whoever reaches a Service of type {service.Spec.Type} can run code as the server; put a proxy that knows its clients before it");
    }
}
