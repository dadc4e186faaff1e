using System.Globalization;
using Shared.Contracts.Core;

namespace Cli.Output;

/// <summary>What pods ask of the cluster.</summary>
/// <param name="Cpu">Cores.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Gpus">Of any vendor.</param>
internal sealed record ResourceSums(int Pods, decimal Cpu, decimal Memory, decimal Gpus)
{
    private const decimal Mebibyte = 1 << 20;

    public static readonly ResourceSums None = new(0, 0, 0, 0);

    /// <summary>Only pods that hold resources: those that have ended hold none.</summary>
    public static ResourceSums Of(IEnumerable<Pod> pods) =>
        pods.Where(pod => pod.Status?.Phase is not ("Succeeded" or "Failed")).Aggregate(None, (sums, pod) => sums + Of(pod));

    public static ResourceSums operator +(ResourceSums left, ResourceSums right) =>
        new(left.Pods + right.Pods, left.Cpu + right.Cpu, left.Memory + right.Memory, left.Gpus + right.Gpus);

    public string CpuText => Cpu.ToString("0.###", CultureInfo.InvariantCulture);

    public string MemoryText => string.Create(CultureInfo.InvariantCulture, $"{decimal.Ceiling(Memory / Mebibyte):0}Mi");

    public string GpuText => Gpus.ToString("0.###", CultureInfo.InvariantCulture);

    // As the scheduler counts: containers together, or the largest init container if that is more, and the sandbox.
    private static ResourceSums Of(Pod pod)
    {
        var containers = pod.Spec?.Containers.OrEmpty() ?? [];
        var inits = pod.Spec?.InitContainers.OrEmpty() ?? [];
        return new(1, Needed("cpu"), Needed("memory"), containers.Sum(Gpu));

        decimal Needed(string resource) =>
            Math.Max(containers.Sum(container => Requested(container, resource)), inits.Select(container => Requested(container, resource)).DefaultIfEmpty().Max())
            + Amount(pod.Spec?.Overhead.OrEmpty(), resource);
    }

    private static decimal Requested(Container container, string resource) => Amount(container.Resources?.Requests.OrEmpty(), resource);

    private static decimal Gpu(Container container) =>
        container.Resources?.Limits.OrEmpty().Where(limit => limit.Key.EndsWith("/gpu", StringComparison.Ordinal))
            .Sum(limit => limit.Value.TryGetValue(out var value) ? value : 0) ?? 0;

    private static decimal Amount(IReadOnlyDictionary<string, Quantity>? amounts, string resource) =>
        amounts is not null && amounts.TryGetValue(resource, out var amount) && amount.TryGetValue(out var value) ? value : 0;
}
