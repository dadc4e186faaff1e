using System.Globalization;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Admission.Policy.Rules;

/// <summary>Counted as the scheduler counts: the larger of what all containers ask for together and of what one init container asks for.</summary>
internal static class CeilingRule
{
    internal const string Unbounded = "dynamic allocation has no maximum; set dynamicAllocation.maxExecutors";

    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var ceilings = policy.Ceilings!;
        foreach (var pod in subject.Pods)
        {
            var ceiling = pod.IsExecutor ? ceilings.Executor : ceilings.Driver;
            foreach (var (resource, most) in Of(ceiling))
            {
                if (Demand(pod, resource) is var asked && asked > most)
                    yield return (pod.Path, $"the {pod.Role} pod asks for {Text(asked)} of {resource}; at most {Text(most)} is allowed here");
            }
        }

        var executors = Executors(subject.Properties);
        if (ceilings.Instances is { } instances && (executors is null || executors > instances))
            yield return ("spec.executor.instances", executors is null ? Unbounded : $"{executors} executors; at most {instances} are allowed here");
        foreach (var (resource, most) in Of(ceilings.Application))
        {
            if (executors is null)
                yield return ("spec.dynamicAllocation", Unbounded);
            else if (subject.Pods.Sum(pod => Demand(pod, resource) * (pod.IsExecutor ? executors.Value : 1)) is var asked && asked > most)
                yield return ("spec", $"{subject.Pods[0].Role} and {executors} executors ask for {Text(asked)} of {resource} together; at most {Text(most)} is allowed here");
        }
    }

    /// <summary>As Spark reads its own settings; null when there is no bound.</summary>
    public static long? Executors(IReadOnlyDictionary<string, string> properties)
    {
        if (!string.Equals(properties.GetValueOrDefault(SparkConfKeys.DynamicAllocationEnabled), "true", StringComparison.OrdinalIgnoreCase))
            return Number(SparkConfKeys.ExecutorInstances) ?? 2;
        return Number(SparkConfKeys.DynamicAllocationMaxExecutors);

        long? Number(string key) => long.TryParse(properties.GetValueOrDefault(key), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static IEnumerable<(string Resource, decimal Most)> Of(PodCeiling? ceiling)
    {
        foreach (var (resource, amount) in new[] { ("cpu", ceiling?.Cpu), ("memory", ceiling?.Memory) })
        {
            if (amount is { } given && given.TryGetValue(out var most))
                yield return (resource, most);
        }
    }

    private static decimal Demand(JudgedPod pod, string resource) => Math.Max(
        Containers(pod, "containers").Sum(container => Demand(container, resource)),
        Containers(pod, "initContainers").Select(container => Demand(container, resource)).DefaultIfEmpty(0).Max());

    private static IEnumerable<JsonNode?> Containers(JudgedPod pod, string list) => pod.Spec[list] as JsonArray ?? [];

    private static decimal Demand(JsonNode? container, string resource) =>
        Math.Max(Amount(container.At("resources").At("requests").At(resource)), Amount(container.At("resources").At("limits").At(resource)));

    private static decimal Amount(JsonNode? node) => node is not null && new Quantity(node.ToString()).TryGetValue(out var amount) ? amount : 0;

    private static string Text(decimal amount) => amount >= 1L << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{amount / (1L << 20):0.##}Mi")
        : amount.ToString("0.###", CultureInfo.InvariantCulture);
}
