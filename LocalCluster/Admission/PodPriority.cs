using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Storage;

namespace LocalCluster.Admission;

/// <summary>The number behind a priority class, which nobody may write himself.</summary>
internal static class PodPriority
{
    private static readonly Dictionary<string, long> BuiltIn = new() { ["system-node-critical"] = 2_000_001_000, ["system-cluster-critical"] = 2_000_000_000 };

    public static Func<AdmissionContext, CancellationToken, Task> For(Cluster cluster) => (context, _) =>
    {
        if (context.Kind is not { Group: "", Plural: "pods" } || context.Subresource.Length > 0 || context.Operation is not "CREATE" || context.Object?.ObjectAt("spec") is not { } spec)
            return Task.CompletedTask;

        if (spec.TextAt("runtimeClassName") is { Length: > 0 } runtime)
            throw Refusals.Forbidden(context.Kind, context.Name, $"pod rejected: RuntimeClass \"{runtime}\" not found");

        var (value, policy) = (0L, "PreemptLowerPriority");
        if (spec.TextAt("priorityClassName") is { Length: > 0 } name)
        {
            var found = cluster.Store.Find(new ObjectKey("priorityclasses.scheduling.k8s.io", "", name))?.ToJson();
            if (found is null && !BuiltIn.ContainsKey(name))
                throw Refusals.Forbidden(context.Kind, context.Name, $"no PriorityClass with name {name} was found");
            value = found?.NumberAt("value") ?? BuiltIn.GetValueOrDefault(name);
            policy = found?.TextAt("preemptionPolicy") ?? policy;
        }
        else if (cluster.Store.Read("priorityclasses.scheduling.k8s.io").Objects(null).Select(o => o.ToJson()).FirstOrDefault(o => o.FlagAt("globalDefault") == true) is { } fallback)
        {
            spec["priorityClassName"] = fallback.TextAt("metadata", "name");
            value = fallback.NumberAt("value") ?? 0;
            policy = fallback.TextAt("preemptionPolicy") ?? policy;
        }

        if (spec.NumberAt("priority") is { } given && given != value)
            throw Refusals.Forbidden(context.Kind, context.Name,
                $"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {value} from the given PriorityClass name");
        spec["priority"] = value;
        spec.Default("preemptionPolicy", policy);
        return Task.CompletedTask;
    };
}
