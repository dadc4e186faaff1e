using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Admission;

/// <summary>The LimitRanges of a namespace: they fill in what containers leave unsaid, and refuse what is too little or too much.</summary>
internal static class LimitRanges
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    public static Func<AdmissionContext, CancellationToken, Task> Fill(Cluster cluster) => (context, _) =>
    {
        if (!Concerns(context, "pods") || context.Object?.ObjectAt("spec") is not { } spec)
            return Task.CompletedTask;
        var filled = new List<string>();
        foreach (var item in Items(cluster, context).Where(item => item.TextAt("type") is "Container"))
        {
            foreach (var (list, what) in new[] { ("containers", "container"), ("initContainers", "init container") })
                filled.AddRange(spec[list].Objects().SelectMany(container => Fill(container, what, item)));
        }

        if (filled.Count > 0)
            context.Object!.Ensure("metadata").Ensure("annotations")[Annotation] = $"LimitRanger plugin set: {string.Join("; ", filled)}";
        return Task.CompletedTask;
    };

    public static Func<AdmissionContext, CancellationToken, Task> Check(Cluster cluster) => (context, _) =>
    {
        var problems = Items(cluster, context).SelectMany(item => item.TextAt("type") switch
        {
            "Container" when Concerns(context, "pods") => (context.Object.ObjectAt("spec")?["initContainers"].Objects() ?? [])
                .Concat(context.Object.ObjectAt("spec")?["containers"].Objects() ?? [])
                .SelectMany(container => Problems(item, "Container", Amounts(container.ObjectAt("resources", "requests")), Amounts(container.ObjectAt("resources", "limits")))),
            "Pod" when Concerns(context, "pods") => Problems(item, "Pod", Sum(context.Object, "requests"), Sum(context.Object, "limits")),
            "PersistentVolumeClaim" when Concerns(context, "persistentvolumeclaims") => OfClaim(item, Amounts(context.Object.ObjectAt("spec", "resources", "requests"))),
            _ => [],
        }).ToList();
        return problems.Count == 0 ? Task.CompletedTask
            : throw Refusals.Forbidden(context.Kind, context.Name, problems.Count == 1 ? problems[0] : $"[{string.Join(", ", problems)}]");
    };

    private static bool Concerns(AdmissionContext context, string plural) =>
        context is { Operation: "CREATE", Subresource: "", Kind.Group: "" } && context.Kind.Plural == plural;

    private static IEnumerable<JsonObject> Items(Cluster cluster, AdmissionContext context) => context.Kind.Plural is not ("pods" or "persistentvolumeclaims") ? []
        : cluster.Store.Read("limitranges").Objects(context.Namespace).SelectMany(range => range.ToJson().ObjectAt("spec")?["limits"].Objects() ?? []);

    private static List<string> Fill(JsonObject container, string what, JsonObject item)
    {
        var said = new List<string>();
        foreach (var (part, from, word) in new[] { ("requests", "defaultRequest", "request"), ("limits", "default", "limit") })
        {
            var set = new List<string>();
            foreach (var (resource, value) in item.ObjectAt(from) ?? [])
            {
                if (container.At("resources", part, resource) is not null)
                    continue;
                container.Ensure("resources").Ensure(part)[resource] = value!.DeepClone();
                set.Add(resource);
            }

            if (set.Count > 0)
                said.Add($"{string.Join(", ", set.Order(StringComparer.Ordinal))} {word} for {what} {container.TextAt("name")}");
        }

        return said;
    }

    private static IEnumerable<string> Problems(JsonObject item, string type, Dictionary<string, BigInteger> requests, Dictionary<string, BigInteger> limits)
    {
        foreach (var (resource, text, bound) in Bounds(item, "min"))
        {
            var what = $"minimum {resource} usage per {type} is {text}";
            if (!requests.TryGetValue(resource, out var request))
                yield return $"{what}.  No request is specified";
            else if (request < bound)
                yield return $"{what}, but request is {Show(resource, request)}";
            else if (limits.TryGetValue(resource, out var limit) && limit < bound)
                yield return $"{what}, but limit is {Show(resource, limit)}";
        }

        foreach (var (resource, text, bound) in Bounds(item, "max"))
        {
            var what = $"maximum {resource} usage per {type} is {text}";
            if (!limits.TryGetValue(resource, out var limit))
                yield return $"{what}.  No limit is specified";
            else if (limit > bound)
                yield return $"{what}, but limit is {Show(resource, limit)}";
            else if (requests.TryGetValue(resource, out var request) && request > bound)
                yield return $"{what}, but request is {Show(resource, request)}";
        }

        foreach (var (resource, text, bound) in Bounds(item, "maxLimitRequestRatio"))
        {
            var what = $"{resource} max limit to request ratio per {type} is {text}";
            if (requests.GetValueOrDefault(resource).IsZero)
                yield return $"{what}, but no request is specified or request is 0";
            else if (limits.GetValueOrDefault(resource).IsZero)
                yield return $"{what}, but no limit is specified or limit is 0";
            else if (limits[resource] * 1_000_000_000 > bound * requests[resource])
                yield return string.Create(CultureInfo.InvariantCulture, $"{what}, but provided ratio is {(double)limits[resource] / (double)requests[resource]:F6}");
        }
    }

    private static IEnumerable<string> OfClaim(JsonObject item, Dictionary<string, BigInteger> requests)
    {
        foreach (var (resource, text, bound) in Bounds(item, "min").Where(bound => requests.GetValueOrDefault(bound.Resource) < bound.Value))
            yield return $"minimum {resource} usage per PersistentVolumeClaim is {text}, but request is {Show(resource, requests.GetValueOrDefault(resource))}";
        foreach (var (resource, text, bound) in Bounds(item, "max").Where(bound => requests.GetValueOrDefault(bound.Resource) > bound.Value))
            yield return $"maximum {resource} usage per PersistentVolumeClaim is {text}, but request is {Show(resource, requests[resource])}";
    }

    private static IEnumerable<(string Resource, string Text, BigInteger Value)> Bounds(JsonObject item, string part) =>
        (item.ObjectAt(part) ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value.AsText() ?? "", Quantities.Parse(pair.Value.AsText() ?? "") ?? 0));

    private static Dictionary<string, BigInteger> Amounts(JsonObject? resources) =>
        (resources ?? []).ToDictionary(pair => pair.Key, pair => Quantities.Parse(pair.Value.AsText() ?? "") ?? 0, StringComparer.Ordinal);

    private static Dictionary<string, BigInteger> Sum(JsonObject? pod, string part) => (pod.ObjectAt("spec")?["containers"].Objects() ?? [])
        .SelectMany(container => Amounts(container.ObjectAt("resources", part)))
        .GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Aggregate(BigInteger.Zero, (sum, pair) => sum + pair.Value), StringComparer.Ordinal);

    private static string Show(string resource, BigInteger value) => QuotaUsage.Format(resource, value);
}
