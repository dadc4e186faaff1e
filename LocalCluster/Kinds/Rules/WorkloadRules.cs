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
    };

    private static void Default(JsonObject workload)
    {
        if (workload.ObjectAt("spec") is not { } spec)
            return;
        if (spec.ObjectAt("template", "spec") is { } template)
            PodTemplateDefaults.Apply(template);
        var kind = workload.TextAt("kind");
        if (kind is not "DaemonSet")
            spec.Default("replicas", 1);
        if (kind is "Deployment")
        {
            spec.Default("revisionHistoryLimit", 10);
            spec.Default("progressDeadlineSeconds", 600);
            var strategy = spec.Ensure("strategy");
            strategy.Default("type", "RollingUpdate");
            if (strategy.TextAt("type") is "RollingUpdate")
                strategy.Default("rollingUpdate", new JsonObject { ["maxUnavailable"] = "25%", ["maxSurge"] = "25%" });
        }
    }
}
