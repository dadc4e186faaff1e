using System.Numerics;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Admission;

/// <summary>Refuses what would take a namespace over one of its resource quotas. Counts what is there instead of trusting a status that lags.</summary>
internal static class QuotaAdmission
{
    public static Func<AdmissionContext, CancellationToken, Task> For(Cluster cluster) => (context, _) =>
    {
        if (context.Operation is not "CREATE" || context.Subresource.Length > 0 || !context.Kind.Namespaced || context.Object is null)
            return Task.CompletedTask;

        foreach (var quota in cluster.Store.Read("resourcequotas").Objects(context.Namespace).Select(o => o.ToJson()))
            Check(cluster, context, quota);
        return Task.CompletedTask;
    };

    private static void Check(Cluster cluster, AdmissionContext context, JsonObject quota)
    {
        var hard = quota.ObjectAt("spec", "hard");
        var relevant = hard?.Where(pair => QuotaUsage.Concerns(pair.Key, context.Kind)).Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList() ?? [];
        if (relevant.Count == 0)
            return;

        var name = quota.TextAt("metadata", "name");
        if (context.Kind is { Group: "", Plural: "pods" } && QuotaUsage.Unspecified(context.Object!, relevant) is { Length: > 0 } missing)
            throw Refusals.Forbidden(context.Kind, context.Name, $"failed quota: {name}: must specify {missing}");

        var existing = cluster.Store.Read(context.Kind.Shelf).Objects(context.Namespace).Select(o => o.ToJson()).ToList();
        var over = new List<(string Name, BigInteger Asked, BigInteger Used, BigInteger Limit)>();
        foreach (var resource in relevant)
        {
            var asked = QuotaUsage.Of(resource, context.Kind, context.Object!);
            var used = existing.Aggregate(BigInteger.Zero, (sum, o) => sum + QuotaUsage.Of(resource, context.Kind, o));
            if (Quantities.Parse(hard!.TextAt(resource) ?? "") is { } limit && asked > 0 && used + asked > limit)
                over.Add((resource, asked, used, limit));
        }

        if (over.Count == 0)
            return;
        string Show(Func<(string Name, BigInteger Asked, BigInteger Used, BigInteger Limit), BigInteger> part) =>
            string.Join(",", over.Select(o => $"{o.Name}={QuotaUsage.Format(o.Name, part(o))}"));
        throw Refusals.Forbidden(context.Kind, context.Name,
            $"exceeded quota: {name}, requested: {Show(o => o.Asked)}, used: {Show(o => o.Used)}, limited: {Show(o => o.Limit)}");
    }
}
