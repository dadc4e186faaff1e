using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class LeaseRules
{
    public static IEnumerable<Cause> Validate(JsonObject lease)
    {
        if (lease.NumberAt("spec", "leaseDurationSeconds") is { } duration and <= 0)
            yield return Cause.Invalid("spec.leaseDurationSeconds", duration, "must be greater than 0");
        if (lease.NumberAt("spec", "leaseTransitions") is { } transitions and < 0)
            yield return Cause.Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
        if (lease.TextAt("spec", "preferredHolder") is { Length: > 0 } && lease.TextAt("spec", "strategy") is null or "")
            yield return Cause.Forbidden("spec.preferredHolder", "may only be specified if `strategy` is defined");
    }
}
