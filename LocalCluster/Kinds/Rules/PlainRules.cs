using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>Kinds that need little: a default or two, a first status.</summary>
internal static class PlainRules
{
    public static readonly KindRules ConfigMap = new() { Validate = (old, o) => ImmutableData(old, o).Concat(DataKeys.Validate(o, "data", "binaryData")) };

    public static readonly KindRules Limits = new()
    {
        Default = LimitDefaults.Apply,
        Validate = (_, o) => LimitRules.Validate(o),
    };

    public static readonly KindRules Endpoints = new() { Deprecation = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice" };

    public static readonly KindRules ServiceAccount = new() { DeleteAnswersObject = true };

    public static readonly KindRules Counted = new() { CountsGeneration = true, PrepareCreate = EmptyStatus, PrepareUpdate = StatusRules.Keep };

    public static readonly KindRules CronJob = Counted with
    {
        Default = o =>
        {
            if (o.ObjectAt("spec") is not { } spec)
                return;
            spec.Default("concurrencyPolicy", "Allow");
            spec.Default("suspend", false);
            spec.Default("successfulJobsHistoryLimit", 3);
            spec.Default("failedJobsHistoryLimit", 1);
            if (spec.ObjectAt("jobTemplate", "spec", "template", "spec") is { } template)
                PodTemplateDefaults.Apply(template);
        },
        Validate = JobValidation.OfCronJob,
    };

    public static readonly KindRules ReplicationController = Counted with { Default = DefaultReplicationController, Fields = [new("status.replicas", "0")] };

    public static readonly KindRules WithStatus = new()
    {
        Default = o => { Quantities.Canonicalize(o.ObjectAt("spec", "hard")); },
        PrepareCreate = EmptyStatus,
        PrepareUpdate = StatusRules.Keep,
        DeleteAnswersObject = true,
        Validate = QuotaRules.Validate,
    };

    public static readonly KindRules Node = new() { PrepareUpdate = StatusRules.Keep, Fields = [new("spec.unschedulable", "false")] };

    public static readonly KindRules Volume = new()
    {
        Default = o => { o.ObjectAt("spec")?.Default("volumeMode", "Filesystem"); o.ObjectAt("spec")?.Default("persistentVolumeReclaimPolicy", "Retain"); },
        PrepareCreate = (o, _) => o["status"] = new JsonObject { ["phase"] = "Pending" },
        PrepareUpdate = StatusRules.Keep,
        DeleteAnswersObject = true,
    };

    public static readonly KindRules Lease = new() { CreatesOnUpdate = true, Validate = (_, o) => LeaseRules.Validate(o) };

    public static readonly KindRules Ingress = new()
    {
        CountsGeneration = true,
        PrepareCreate = (o, _) => o["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() },
        PrepareUpdate = StatusRules.Keep,
        Validate = IngressRules.Validate,
    };

    public static readonly KindRules NetworkPolicy = new()
    {
        CountsGeneration = true,
        Default = o =>
        {
            if (o.ObjectAt("spec") is not { } spec)
                return;
            spec.Default("podSelector", new JsonObject());
            if (spec.ListAt("policyTypes") is null or { Count: 0 })
                spec["policyTypes"] = spec.ListAt("egress") is { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
            foreach (var port in spec["ingress"].Objects().Concat(spec["egress"].Objects()).SelectMany(rule => rule["ports"].Objects()))
                port.Default("protocol", "TCP");
        },
        Validate = (_, o) => NetworkPolicyRules.Validate(o),
    };

    public static readonly KindRules DisruptionBudget = new()
    {
        CountsGeneration = true,
        PrepareCreate = (o, _) => o["status"] = new JsonObject { ["disruptionsAllowed"] = 0, ["currentHealthy"] = 0, ["desiredHealthy"] = 0, ["expectedPods"] = 0 },
        PrepareUpdate = StatusRules.Keep,
        UnconditionalUpdate = false,
        Validate = (_, o) => BudgetRules.Validate(o),
    };

    public static readonly KindRules Priority = new()
    {
        CountsGeneration = true,
        Default = o => o.Default("preemptionPolicy", "PreemptLowerPriority"),
        Validate = PriorityRules.Validate,
    };

    public static readonly KindRules StorageClass = new()
    {
        Default = o => { o.Default("reclaimPolicy", "Delete"); o.Default("volumeBindingMode", "Immediate"); },
    };

    /// <summary>Who asked for immutable data gets it.</summary>
    public static IEnumerable<Cause> ImmutableData(JsonObject? old, JsonObject o)
    {
        if (old?.FlagAt("immutable") != true)
            yield break;
        if (o.FlagAt("immutable") != true)
            yield return Cause.Forbidden("immutable", "field is immutable when `immutable` is set");
        foreach (var field in new[] { "data", "binaryData" })
        {
            if (!JsonNode.DeepEquals(old[field], o[field]))
                yield return Cause.Forbidden(field, "field is immutable when `immutable` is set");
        }
    }

    // Finds its pods by the labels that it gives them, unless told otherwise.
    private static void DefaultReplicationController(JsonObject o)
    {
        if (o.ObjectAt("spec") is not { } spec)
            return;
        spec.Default("replicas", 1);
        if (spec.ObjectAt("template", "metadata", "labels") is { Count: > 0 } labels)
        {
            if (spec.ObjectAt("selector") is null or { Count: 0 })
                spec["selector"] = labels.Clone();
            if (o.ObjectAt("metadata", "labels") is null or { Count: 0 })
                o.Ensure("metadata")["labels"] = labels.Clone();
        }

        if (spec.ObjectAt("template", "spec") is { } template)
            PodTemplateDefaults.Apply(template);
    }

    private static void EmptyStatus(JsonObject o, CreationFacts facts) => o["status"] = new JsonObject();
}
