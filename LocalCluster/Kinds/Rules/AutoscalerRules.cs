using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>HorizontalPodAutoscalers: what is filled in, and what is wrong with one.</summary>
internal static class AutoscalerRules
{
    public static readonly KindRules Rules = new()
    {
        PrepareCreate = (o, _) => o.Remove("status"),
        PrepareUpdate = StatusRules.Keep,
        Default = Default,
        Validate = (old, o) => Validate(old, o.ObjectAt("spec") ?? []),
        ValidatePart = (part, _, o) => part is "status" ? OfStatus(o) : null,
    };

    private static void Default(JsonObject autoscaler)
    {
        if (autoscaler.ObjectAt("spec") is not { } spec)
            return;
        spec.Default("minReplicas", 1);
        if (spec.ListAt("metrics") is null or { Count: 0 })
        {
            spec["metrics"] = new JsonArray((JsonNode)new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = 80 } },
            });
        }

        if (spec.ObjectAt("behavior") is not { } behavior)
            return;
        // Who says something about the pace gets the rest of it filled in.
        var (up, down) = (behavior.Ensure("scaleUp"), behavior.Ensure("scaleDown"));
        up.Default("stabilizationWindowSeconds", 0);
        up.Default("selectPolicy", "Max");
        up.Default("policies", new JsonArray(Policy("Pods", 4), Policy("Percent", 100)));
        down.Default("selectPolicy", "Max");
        down.Default("policies", new JsonArray(Policy("Percent", 100)));
    }

    private static JsonObject Policy(string type, int value) => new() { ["type"] = type, ["value"] = value, ["periodSeconds"] = 15 };

    private static IEnumerable<Cause> Validate(JsonObject? old, JsonObject spec)
    {
        var (min, max) = (spec.NumberAt("minReplicas"), spec.NumberAt("maxReplicas") ?? 0);
        // Who had none may go on with none.
        var least = old?.NumberAt("spec", "minReplicas") == 0 ? 0 : 1;
        if (min < least)
            yield return Cause.Invalid("spec.minReplicas", min, $"must be greater than or equal to {least}");
        if (max < 1)
            yield return Cause.Invalid("spec.maxReplicas", max, "must be greater than 0");
        if (max < min)
            yield return Cause.Invalid("spec.maxReplicas", max, "must be greater than or equal to `minReplicas`");
        var target = spec.ObjectAt("scaleTargetRef") ?? [];
        foreach (var cause in AutoscalerMetrics.OfReference(target, "spec.scaleTargetRef", needsGroup: target.TextAt("kind") is not "ReplicationController")
            .Concat(spec["metrics"].Objects().SelectMany((metric, index) => AutoscalerMetrics.Validate(metric, $"spec.metrics[{index}]"))))
            yield return cause;
        if (min == 0 && !spec["metrics"].Objects().Any(metric => metric.TextAt("type") is "Object" or "External"))
            yield return Cause.Forbidden("spec.metrics", "must specify at least one Object or External metric to support scaling to zero replicas");
        foreach (var cause in new[] { "scaleUp", "scaleDown" }.SelectMany(way => spec.ObjectAt("behavior", way) is { } rules ? OfPace(rules, $"spec.behavior.{way}") : []))
            yield return cause;
    }

    private static IEnumerable<Cause> OfPace(JsonObject rules, string path)
    {
        if (rules.NumberAt("stabilizationWindowSeconds") is < 0 and var negative)
            yield return Cause.Invalid($"{path}.stabilizationWindowSeconds", negative, "must be greater than or equal to zero");
        if (rules.NumberAt("stabilizationWindowSeconds") is > 3600 and var late)
            yield return Cause.Invalid($"{path}.stabilizationWindowSeconds", late, "must be less than or equal to 3600");
        foreach (var cause in PodSpecValidation.Choice($"{path}.selectPolicy", rules.TextAt("selectPolicy"), "Disabled", "Max", "Min"))
            yield return cause;
        if (rules.ListAt("policies") is not { Count: > 0 })
            yield return Cause.Required($"{path}.policies", "must specify at least one Policy");
        foreach (var (index, policy) in rules["policies"].Objects().Index())
        {
            var at = $"{path}.policies[{index}]";
            foreach (var cause in PodSpecValidation.Choice($"{at}.type", policy.TextAt("type") ?? "", "Percent", "Pods"))
                yield return cause;
            foreach (var field in new[] { "value", "periodSeconds" }.Where(field => policy.NumberAt(field) is not > 0))
                yield return Cause.Invalid($"{at}.{field}", policy.NumberAt(field) ?? 0, "must be greater than zero");
            if (policy.NumberAt("periodSeconds") is > 1800 and var period)
                yield return Cause.Invalid($"{at}.periodSeconds", period, "must be less than or equal to 1800");
        }
    }

    private static IEnumerable<Cause> OfStatus(JsonObject o) => new[] { "currentReplicas", "desiredReplicas" }
        .Where(field => o.NumberAt("status", field) is < 0)
        .Select(field => Cause.Invalid($"status.{field}", o.NumberAt("status", field), "must be greater than or equal to 0"));
}
