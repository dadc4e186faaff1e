using System.Numerics;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Admission;

/// <summary>What one object counts against a quota. Values in billionths, as <see cref="Quantities"/> has them.</summary>
internal static class QuotaUsage
{
    private static readonly BigInteger One = 1_000_000_000;

    public static bool Concerns(string resource, ResourceKind kind) =>
        kind is { Group: "", Plural: "pods" } && (resource is "pods" or "cpu" or "memory" or "ephemeral-storage"
            || resource.StartsWith("requests.", StringComparison.Ordinal) && resource is not "requests.storage" || resource.StartsWith("limits.", StringComparison.Ordinal))
        || resource == $"count/{kind.Resource}"
        || (kind.Group.Length == 0 && resource == kind.Plural)
        || (kind is { Group: "", Plural: "persistentvolumeclaims" } && resource == "requests.storage");

    public static BigInteger Of(string resource, ResourceKind kind, JsonObject o)
    {
        if (resource == $"count/{kind.Resource}")
            return One;
        if (kind.Plural == "persistentvolumeclaims" && resource == "requests.storage")
            return Quantities.Parse(o.TextAt("spec", "resources", "requests", "storage") ?? "0") ?? 0;
        if (kind.Plural != "pods")
            return One;
        // A pod that has ended uses nothing.
        if (o.TextAt("status", "phase") is "Succeeded" or "Failed")
            return 0;
        if (resource == "pods")
            return One;
        var (part, name) = Split(resource);
        var main = o.ObjectAt("spec")?["containers"].Objects().Aggregate(BigInteger.Zero, (sum, c) => sum + Value(c, part, name)) ?? 0;
        var init = o.ObjectAt("spec")?["initContainers"].Objects().Select(c => Value(c, part, name)).DefaultIfEmpty(0).Max() ?? 0;
        return BigInteger.Max(main, init);
    }

    /// <summary><c>limits.memory for: a; requests.cpu for: a,b</c>; empty when all is said.</summary>
    public static string Unspecified(JsonObject pod, IEnumerable<string> resources) =>
        string.Join("; ", resources
            .Where(resource => resource is "cpu" or "memory" || resource.Contains('.', StringComparison.Ordinal))
            .Select(resource => (resource, Names: Missing(pod, resource)))
            .Where(pair => pair.Names.Length > 0)
            .Select(pair => $"{pair.resource} for: {pair.Names}"));

    public static string Format(string resource, BigInteger value) =>
        resource.Contains("memory", StringComparison.Ordinal) || resource.Contains("storage", StringComparison.Ordinal)
            ? Quantities.CanonicalBinary(value / One) : Quantities.Format(value);

    private static string Missing(JsonObject pod, string resource)
    {
        var (part, name) = Split(resource);
        var containers = pod.ObjectAt("spec")?["containers"].Objects() ?? [];
        return string.Join(",", containers.Where(c => c.At("resources", part, name) is null).Select(c => c.TextAt("name")).Order(StringComparer.Ordinal));
    }

    private static BigInteger Value(JsonObject container, string part, string name) => Quantities.Parse(container.TextAt("resources", part, name) ?? "0") ?? 0;

    private static (string Part, string Name) Split(string resource)
    {
        var at = resource.IndexOf('.', StringComparison.Ordinal);
        return at < 0 ? ("requests", resource) : (resource[..at], resource[(at + 1)..]);
    }
}
