using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the metrics that an autoscaler looks at.</summary>
internal static class AutoscalerMetrics
{
    // In the order in which a real server looks for them.
    private static readonly (string Type, string Field)[] Sources =
        [("Object", "object"), ("External", "external"), ("Pods", "pods"), ("Resource", "resource"), ("ContainerResource", "containerResource")];

    private static readonly string[] Types = ["ContainerResource", "External", "Object", "Pods", "Resource"];

    public static IEnumerable<Cause> Validate(JsonObject metric, string path)
    {
        var type = metric.TextAt("type") ?? "";
        if (type.Length == 0)
            yield return Cause.Required($"{path}.type", "must specify a metric source type");
        foreach (var cause in PodSpecValidation.Choice($"{path}.type", type, Types))
            yield return cause;
        var present = Sources.Where(source => metric.ObjectAt(source.Field) is not null).ToList();
        foreach (var cause in present.Take(1).SelectMany(source => OfSource(metric.ObjectAt(source.Field)!, source.Field, $"{path}.{source.Field}")))
            yield return cause;
        var expected = Sources.FirstOrDefault(source => source.Type == type).Field;
        if (expected is null)
            yield return Cause.NotSupported($"{path}.type", type, Types);
        else if (metric.ObjectAt(expected) is null)
            yield return Cause.Required($"{path}.{expected}", "must populate information for the given metric source");
        foreach (var (_, field) in present.Count > 1 ? present.Where(source => source.Field != expected) : [])
            yield return Cause.Forbidden($"{path}.{field}", "must populate the given metric source only");
    }

    /// <summary>A reference to what is scaled or measured.</summary>
    public static IEnumerable<Cause> OfReference(JsonObject reference, string path, bool needsGroup)
    {
        foreach (var field in new[] { "kind", "name" })
        {
            foreach (var cause in reference.TextAt(field) is { Length: > 0 } value ? Cause.Each($"{path}.{field}", value, Names.PathSegmentProblems(value)) : [Cause.Required($"{path}.{field}")])
                yield return cause;
        }

        var version = reference.TextAt("apiVersion") ?? "";
        if (version.Count(c => c == '/') > 1)
            yield return Cause.Invalid($"{path}.apiVersion", version, $"unexpected GroupVersion string: {version}");
        else if (needsGroup && !version.TrimStart('/').Contains('/', StringComparison.Ordinal))
            yield return Cause.Invalid($"{path}.apiVersion", version, "apiVersion must specify API group");
    }

    private static IEnumerable<Cause> OfSource(JsonObject source, string field, string path)
    {
        var target = source.ObjectAt("target") ?? [];
        bool Has(string name) => target[name] is not null;
        IEnumerable<Cause> Missing(string name, string why, bool isMissing) => isMissing ? [Cause.Required($"{path}.target.{name}", why)] : [];
        var isOfAmount = field is "resource" or "containerResource";
        return
        [
            .. field is "object" ? OfReference(source.ObjectAt("describedObject") ?? [], $"{path}.describedObject", needsGroup: false) : [],
            .. isOfAmount ? OfResource(source, field, path) : OfIdentifier(source, $"{path}.metric"),
            .. OfTarget(target, $"{path}.target"),
            .. field switch
            {
                "object" => Missing("averageValue", "must set either a target value or averageValue", !Has("value") && !Has("averageValue")),
                "external" => Missing("averageValue", "must set either a target value for metric or a per-pod target", !Has("value") && !Has("averageValue"))
                    .Concat(Has("value") && Has("averageValue") ? [Cause.Forbidden($"{path}.target.value", "may not set both a target value for metric and a per-pod target")] : []),
                "pods" => Missing("averageValue", "must specify a positive target averageValue", !Has("averageValue")),
                _ => Missing("averageUtilization", "must set either a target raw value or a target utilization", !Has("averageUtilization") && !Has("averageValue"))
                    .Concat(Has("averageUtilization") && Has("averageValue") ? [Cause.Forbidden($"{path}.target.averageValue", "may not set both a target raw value and a target utilization")] : []),
            },
        ];
    }

    private static IEnumerable<Cause> OfResource(JsonObject source, string field, string path)
    {
        var (name, container) = (source.TextAt("name") ?? "", source.TextAt("container") ?? "");
        if (name.Length == 0)
            yield return Cause.Required($"{path}.name", "must specify a resource name");
        if (field is "resource")
            yield break;
        foreach (var cause in name.Length > 0 ? Cause.Each($"{path}.name", name, ResourceNames.ProblemsInContainer(name)) : [])
            yield return cause;
        foreach (var cause in container.Length > 0 ? Cause.Each($"{path}.container", container, Names.LabelProblems(container)) : [Cause.Required($"{path}.container", "must specify a container")])
            yield return cause;
    }

    private static IEnumerable<Cause> OfIdentifier(JsonObject source, string path) =>
        source.TextAt("metric", "name") is { Length: > 0 } name ? Cause.Each($"{path}.name", name, Names.PathSegmentProblems(name)) : [Cause.Required($"{path}.name", "must specify a metric name")];

    private static IEnumerable<Cause> OfTarget(JsonObject target, string path)
    {
        var type = target.TextAt("type") ?? "";
        if (type.Length == 0)
            yield return Cause.Required($"{path}.type", "must specify a metric target type");
        if (type is not ("Utilization" or "Value" or "AverageValue"))
            yield return Cause.Invalid($"{path}.type", type, "must be either Utilization, Value, or AverageValue");
        foreach (var field in new[] { "value", "averageValue" })
        {
            if (target.TextAt(field) is { } amount && Quantities.Parse(amount) is not { Sign: > 0 })
                yield return Cause.Invalid($"{path}.{field}", amount, "must be positive");
        }

        if (target.NumberAt("averageUtilization") is < 1 and var share)
            yield return Cause.Invalid($"{path}.averageUtilization", share, "must be greater than 0");
    }
}
