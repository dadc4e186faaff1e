using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>Deployments and their like: stored with their defaults, but nothing here makes pods of them.</summary>
internal static class WorkloadRules
{
    public static readonly KindRules Rules = new()
    {
        CountsGeneration = true,
        Default = Default,
        PrepareCreate = (o, _) => o["status"] = new JsonObject(),
        PrepareUpdate = StatusRules.Keep,
        Validate = WorkloadValidation.Of,
    };

    private static void Default(JsonObject workload)
    {
        if (workload.ObjectAt("spec") is not { } spec)
            return;
        if (spec.ObjectAt("template", "spec") is { } template)
            PodTemplateDefaults.Apply(template);
        var kind = workload.TextAt("kind");
        if (kind is "StatefulSet")
            DefaultStatefulSet(spec);
        if (kind is "DaemonSet")
        {
            spec.Default("revisionHistoryLimit", 10);
            DefaultStrategy(spec.Ensure("updateStrategy"), new JsonObject { ["maxUnavailable"] = 1, ["maxSurge"] = 0 });
        }

        if (kind is not "DaemonSet")
            spec.Default("replicas", 1);
        if (kind is "Deployment")
        {
            spec.Default("revisionHistoryLimit", 10);
            spec.Default("progressDeadlineSeconds", 600);
            DefaultStrategy(spec.Ensure("strategy"), new JsonObject { ["maxUnavailable"] = "25%", ["maxSurge"] = "25%" });
        }
    }

    private static void DefaultStrategy(JsonObject strategy, JsonObject rolling)
    {
        strategy.Default("type", "RollingUpdate");
        if (strategy.TextAt("type") is not "RollingUpdate")
            return;
        var given = strategy.Ensure("rollingUpdate");
        foreach (var (name, value) in rolling)
            given.Default(name, value!.DeepClone());
    }

    private static void DefaultStatefulSet(JsonObject spec)
    {
        spec.Default("podManagementPolicy", "OrderedReady");
        spec.Default("revisionHistoryLimit", 10);
        DefaultStrategy(spec.Ensure("updateStrategy"), new JsonObject { ["partition"] = 0 });
        var retention = spec.Ensure("persistentVolumeClaimRetentionPolicy");
        retention.Default("whenDeleted", "Retain");
        retention.Default("whenScaled", "Retain");
        foreach (var claim in spec["volumeClaimTemplates"].Objects())
        {
            claim.ObjectAt("spec")?.Default("volumeMode", "Filesystem");
            claim.Ensure("status").Default("phase", "Pending");
        }
    }
}
