using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>Kinds that need little: a default or two, a first status.</summary>
internal static class PlainRules
{
    public static readonly KindRules ConfigMap = KindRules.None;

    public static readonly KindRules Endpoints = new() { Deprecation = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice" };

    public static readonly KindRules ServiceAccount = new() { DeleteAnswersObject = true };

    public static readonly KindRules Counted = new() { CountsGeneration = true, PrepareCreate = EmptyStatus, PrepareUpdate = StatusRules.Keep };

    public static readonly KindRules WithStatus = new()
    {
        Default = o => { Quantities.Canonicalize(o.ObjectAt("spec", "hard")); },
        PrepareCreate = EmptyStatus,
        PrepareUpdate = StatusRules.Keep,
        DeleteAnswersObject = true,
    };

    public static readonly KindRules Node = new() { PrepareUpdate = StatusRules.Keep, Fields = [new("spec.unschedulable", "false")] };

    public static readonly KindRules Volume = new()
    {
        Default = o => { o.ObjectAt("spec")?.Default("volumeMode", "Filesystem"); o.ObjectAt("spec")?.Default("persistentVolumeReclaimPolicy", "Retain"); },
        PrepareCreate = (o, _) => o["status"] = new JsonObject { ["phase"] = "Pending" },
        PrepareUpdate = StatusRules.Keep,
        DeleteAnswersObject = true,
    };

    public static readonly KindRules Lease = new() { CreatesOnUpdate = true };

    public static readonly KindRules Ingress = new()
    {
        CountsGeneration = true,
        PrepareCreate = (o, _) => o["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() },
        PrepareUpdate = StatusRules.Keep,
    };

    public static readonly KindRules NetworkPolicy = new()
    {
        CountsGeneration = true,
        Default = o =>
        {
            if (o.ObjectAt("spec") is not { } spec)
                return;
            spec.Default("podSelector", new JsonObject());
            spec.Default("policyTypes", spec.ListAt("egress") is { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress"));
            foreach (var port in spec["ingress"].Objects().Concat(spec["egress"].Objects()).SelectMany(rule => rule["ports"].Objects()))
                port.Default("protocol", "TCP");
        },
    };

    public static readonly KindRules DisruptionBudget = new()
    {
        CountsGeneration = true,
        PrepareCreate = (o, _) => o["status"] = new JsonObject { ["disruptionsAllowed"] = 0, ["currentHealthy"] = 0, ["desiredHealthy"] = 0, ["expectedPods"] = 0 },
        PrepareUpdate = StatusRules.Keep,
        UnconditionalUpdate = false,
    };

    public static readonly KindRules Priority = new()
    {
        CountsGeneration = true,
        Default = o => o.Default("preemptionPolicy", "PreemptLowerPriority"),
    };

    public static readonly KindRules StorageClass = new()
    {
        Default = o => { o.Default("reclaimPolicy", "Delete"); o.Default("volumeBindingMode", "Immediate"); },
    };

    private static void EmptyStatus(JsonObject o, CreationFacts facts) => o["status"] = new JsonObject();
}
