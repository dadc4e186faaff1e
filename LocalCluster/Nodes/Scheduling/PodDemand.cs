using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Nodes.Scheduling;

/// <summary>Amounts by resource name, in billionths of the unit; what is not there is zero.</summary>
internal sealed record Resources(ImmutableSortedDictionary<string, BigInteger> Amounts)
{
    public static readonly Resources None = new(ImmutableSortedDictionary.Create<string, BigInteger>(StringComparer.Ordinal));

    public BigInteger this[string name] => Amounts.GetValueOrDefault(name);

    public static Resources Of(JsonObject? map)
    {
        var amounts = None.Amounts.ToBuilder();
        foreach (var (name, value) in map ?? [])
        {
            if (Quantities.Parse(value.AsText() ?? value.ToText()) is { } amount)
                amounts[name] = amount;
        }

        return new Resources(amounts.ToImmutable());
    }

    public Resources Plus(Resources other) => Combine(other, (one, two) => one + two);

    public Resources Minus(Resources other) => Combine(other, (one, two) => one - two);

    /// <summary>The larger of the two, resource by resource.</summary>
    public Resources Max(Resources other) => Combine(other, BigInteger.Max);

    private Resources Combine(Resources other, Func<BigInteger, BigInteger, BigInteger> combine)
    {
        var amounts = Amounts.ToBuilder();
        foreach (var (name, amount) in other.Amounts)
            amounts[name] = combine(this[name], amount);
        return new Resources(amounts.ToImmutable());
    }
}

/// <summary>What a pod asks of a node.</summary>
internal static class PodDemand
{
    /// <summary>Containers together, or the largest init container where that is more, plus overhead, plus one pod.</summary>
    public static Resources Of(JsonObject pod)
    {
        var sum = Resources.None;
        foreach (var container in pod.ListAt("spec", "containers").Objects())
            sum = sum.Plus(Requests(container));

        var sidecars = Resources.None;
        var largest = Resources.None;
        foreach (var init in pod.ListAt("spec", "initContainers").Objects())
        {
            var requests = Requests(init);
            if (init.TextAt("restartPolicy") is "Always")
            {
                sidecars = sidecars.Plus(requests);
                largest = largest.Max(sidecars);
            }
            else
            {
                largest = largest.Max(sidecars.Plus(requests));
            }
        }

        return sum.Plus(sidecars).Max(largest)
            .Plus(Resources.Of(pod.ObjectAt("spec", "overhead")))
            .Plus(Resources.Of(new JsonObject { ["pods"] = "1" }));
    }

    private static Resources Requests(JsonObject container) => Resources.Of(container.ObjectAt("resources", "requests"));
}
