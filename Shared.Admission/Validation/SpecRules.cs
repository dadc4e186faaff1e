using System.Globalization;
using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>Rules about fields that only make sense together.</summary>
internal static class SpecRules
{
    private const int MaxArguments = 1000;
    private const int MaxVolumes = 100;
    private const int MaxSparkConf = 512;
    private const int MaxSparkConfCharacters = 256 * 1024;

    public static void Judge(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        JudgeTemplates(spec, context);
        JudgeNodeSelectors(spec, context);
        JudgeIngresses(spec, context);
        JudgeBatchResources(spec, context);
        JudgeSizes(spec, context);
        VolumeListRules.Judge(spec, context);
        WarnOfNoEffect(spec, context);
    }

    private static void JudgeTemplates(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        if ((spec.Driver?.Template is null && spec.Executor?.Template is null) || SparkVersionRules.KnowsPodTemplates(spec.SparkVersion))
            return;
        context.Refuse(
            "sparkVersion", ErrorCodes.VersionTooOld, $"a pod template requires Spark version 3.0.0 or higher, found '{spec.SparkVersion}'; write the version of the image, such as '4.0.1', or remove the template");
    }

    private static void JudgeNodeSelectors(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        if (spec.NodeSelector is not null && (spec.Driver?.NodeSelector is not null || spec.Executor?.NodeSelector is not null))
            context.Refuse("nodeSelector", ErrorCodes.Conflict, "a node selector cannot be defined for the application and for driver or executor at once; keep one of the two");
    }

    private static void JudgeIngresses(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        var (ports, formats) = (new HashSet<int>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (ingress, index) in spec.DriverIngressOptions.OrEmpty().Select((ingress, index) => (ingress, index)))
        {
            if (ingress.ServicePort is { } port && !ports.Add(port))
                context.Refuse($"driverIngressOptions[{index}].servicePort", ErrorCodes.Duplicate, string.Create(CultureInfo.InvariantCulture, $"duplicate ServicePort {port}; each entry needs its own"));
            if (!string.IsNullOrEmpty(ingress.IngressURLFormat) && !formats.Add(ingress.IngressURLFormat))
                context.Refuse($"driverIngressOptions[{index}].ingressURLFormat", ErrorCodes.Duplicate, "duplicate IngressURLFormat; each entry needs its own");
        }
    }

    private static void JudgeBatchResources(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context) =>
        QuantityRules.Judge(context, "batchSchedulerOptions.resources", spec.BatchSchedulerOptions?.Resources);

    private static void JudgeSizes(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        JudgeSize("arguments", spec.Arguments?.Count, MaxArguments);
        JudgeSize("volumes", spec.Volumes?.Count, MaxVolumes);
        JudgeSize("sparkConf", spec.SparkConf?.Count, MaxSparkConf);
        if (spec.SparkConf.OrEmpty().Sum(entry => (long)entry.Key.Length + entry.Value.Length) is > MaxSparkConfCharacters and var characters)
            context.Refuse("sparkConf", ErrorCodes.TooLarge, $"{characters} characters; at most {MaxSparkConfCharacters} are allowed, so put large settings into the image or a ConfigMap");

        void JudgeSize(string member, int? count, int maximum)
        {
            if (count > maximum)
                context.Refuse(member, ErrorCodes.TooLarge, $"{count} entries; at most {maximum} are allowed");
        }
    }

    private static void WarnOfNoEffect(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        if (spec.FailureRetries is not null)
            context.Warn("failureRetries", ErrorCodes.NoEffect, "this field has no effect; set restartPolicy.onFailureRetries");
        if (spec.RetryInterval is not null)
            context.Warn("retryInterval", ErrorCodes.NoEffect, "this field has no effect; set restartPolicy.onFailureRetryInterval");
        if (spec.Monitoring is { Prometheus: null })
            context.Warn("monitoring", ErrorCodes.NoEffect, "without 'prometheus' nothing is exported");
        if (spec.Driver?.PodName is { } name && spec.SparkConf.OrEmpty().GetValueOrDefault(SparkConfKeys.DriverPodName) is { } other && other != name)
            context.Warn("driver.podName", ErrorCodes.NoEffect, $"sparkConf key '{SparkConfKeys.DriverPodName}' says otherwise; this field wins");
    }
}
