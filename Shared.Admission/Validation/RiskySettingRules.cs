using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>Spark properties that may be set, and whose effect is seldom what was meant.</summary>
internal static class RiskySettingRules
{
    private const string ManagedByService = "Spark refuses it in a cluster, where a Service names the driver; remove it";
    private const string NeedsSubmitter = "only a submitter with a JVM can do this; put the files into the image or a remote store";
    private const string ShellFilter = "Spark looks groups up through a shell (CVE-2022-33891, CVE-2023-32007); leave access to the UI to the Ingress or a proxy";

    private static readonly (string Key, string Code, string Message)[] Keys =
    [
        ("spark.driver.host", ErrorCodes.Conflict, ManagedByService),
        ("spark.driver.bindAddress", ErrorCodes.Conflict, ManagedByService),
        ("spark.kubernetes.file.upload.path", ErrorCodes.NoEffect, NeedsSubmitter),
        ("spark.acls.enable", ErrorCodes.Risky, ShellFilter),
        ("spark.ui.acls.enable", ErrorCodes.Risky, ShellFilter),
        ("spark.kubernetes.driver.deleteOnTermination", ErrorCodes.NoEffect, "the operator decides when a driver goes; set 'timeToLiveSeconds' instead"),
        ("spark.kubernetes.report.interval", ErrorCodes.NoEffect, "nobody waits for this submission; remove it"),
        ("spark.kubernetes.submission.connectionTimeout", ErrorCodes.NoEffect, "the operator's own client submits; remove it"),
        ("spark.kubernetes.submission.requestTimeout", ErrorCodes.NoEffect, "the operator's own client submits; remove it"),
        ("spark.shuffle.service.enabled", ErrorCodes.NoEffect, "there is no external shuffle service on Kubernetes; use dynamicAllocation.shuffleTrackingEnabled"),
    ];

    public static void Judge(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context) => Judge(spec.SparkConf.OrEmpty(), context);

    public static void Judge<T>(IEnumerable<KeyValuePair<string, string>> conf, ValidationContext<T> context)
    {
        var set = conf.Where(entry => entry.Value != "false").Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, code, message) in Keys.Where(row => set.Contains(row.Key)))
            context.Warn($"sparkConf[{key}]", code, message);
    }
}
