using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>PriorityClasses: high values and the names of the system are taken, and what pods got from a class stays true.</summary>
internal static class PriorityRules
{
    private const long Highest = 1_000_000_000;

    private static readonly string[] OfSystem = ["system-node-critical", "system-cluster-critical"];

    public static IEnumerable<Cause> Validate(JsonObject? old, JsonObject priority)
    {
        var (name, value) = (priority.TextAt("metadata", "name") ?? "", priority.NumberAt("value") ?? 0);
        if (old is not null)
        {
            if ((old.NumberAt("value") ?? 0) != value)
                yield return Cause.Forbidden("value", "may not be changed in an update.");
            if (old.TextAt("preemptionPolicy") != priority.TextAt("preemptionPolicy"))
                yield return Cause.Invalid("preemptionPolicy", priority.TextAt("preemptionPolicy"), "field is immutable");
            yield break;
        }

        if (name.StartsWith("system-", StringComparison.Ordinal) && !OfSystem.Contains(name))
            yield return Cause.Forbidden("metadata.name", "priority class names with 'system-' prefix are reserved for system use only");
        else if (value > Highest && !OfSystem.Contains(name))
            yield return Cause.Forbidden("value", $"maximum allowed value of a user defined priority is {Highest}");
        if (priority.TextAt("preemptionPolicy") is { } policy and not ("Never" or "PreemptLowerPriority"))
            yield return Cause.NotSupported("preemptionPolicy", policy, ["Never", "PreemptLowerPriority"]);
    }
}
