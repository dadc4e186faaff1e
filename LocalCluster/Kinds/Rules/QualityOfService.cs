using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>The class of a pod, from what its containers request and limit.</summary>
internal static class QualityOfService
{
    private static readonly string[] Counted = ["cpu", "memory"];

    public static string Of(JsonObject? spec)
    {
        var containers = (spec?["initContainers"].Objects() ?? []).Concat(spec?["containers"].Objects() ?? []).ToList();
        if (!containers.Any(c => Counted.Any(name => Value(c, "requests", name) is not null || Value(c, "limits", name) is not null)))
            return "BestEffort";
        var isGuaranteed = containers.All(c => Counted.All(name =>
            Value(c, "limits", name) is { } limit && Value(c, "requests", name) is { } request
            && Quantities.Parse(limit) is { } most && most == Quantities.Parse(request)));
        return isGuaranteed ? "Guaranteed" : "Burstable";
    }

    private static string? Value(JsonObject container, string part, string name) => container.TextAt("resources", part, name);
}
