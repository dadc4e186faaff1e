using Shared.Contracts.Core;

namespace Shared.Submission.Gangs;

/// <summary>What the scheduler must find for a pod, in cores, bytes and pieces. Source: <c>k8s.io/component-helpers/resource.PodRequests</c>.</summary>
public static class PodRequests
{
    public static IReadOnlyDictionary<string, decimal> Of(PodSpec? pod)
    {
        var running = Sum((pod?.Containers).OrEmpty().Select(OfContainer));
        var peak = new Dictionary<string, decimal>(StringComparer.Ordinal);

        // One init container runs at a time, beside the sidecars that were started before it.
        foreach (var container in (pod?.InitContainers).OrEmpty())
        {
            var own = OfContainer(container);
            var sidecars = Sum((pod?.InitContainers).OrEmpty().TakeWhile(before => !ReferenceEquals(before, container)).Where(IsSidecar).Select(OfContainer));
            foreach (var (resource, amount) in Sum([own, sidecars]))
                peak[resource] = Math.Max(peak.GetValueOrDefault(resource), amount);
        }

        running = Sum([running, .. (pod?.InitContainers).OrEmpty().Where(IsSidecar).Select(OfContainer)]);
        foreach (var (resource, amount) in peak)
            running[resource] = Math.Max(running.GetValueOrDefault(resource), amount);
        return Sum([running, Values(pod?.Overhead)]);
    }

    public static SortedDictionary<string, decimal> Sum(IEnumerable<IReadOnlyDictionary<string, decimal>> parts)
    {
        var sum = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (resource, amount) in parts.SelectMany(part => part))
            sum[resource] = sum.GetValueOrDefault(resource) + amount;
        return sum;
    }

    private static bool IsSidecar(Container container) => container.RestartPolicy is "Always";

    // A limit without a request is the request.
    private static Dictionary<string, decimal> OfContainer(Container container)
    {
        var requests = Values(container.Resources?.Limits);
        foreach (var (resource, amount) in Values(container.Resources?.Requests))
            requests[resource] = amount;
        return requests;
    }

    private static Dictionary<string, decimal> Values(IReadOnlyDictionary<string, Quantity>? amounts)
    {
        var values = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (resource, quantity) in amounts.OrEmpty())
        {
            if (quantity.TryGetValue(out var amount))
                values[resource] = amount;
        }

        return values;
    }
}
