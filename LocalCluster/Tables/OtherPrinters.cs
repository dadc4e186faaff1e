using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Tables;

/// <summary>Columns of the built-in kinds that need more than a line.</summary>
internal static class ServicePrinter
{
    public static readonly Printer Instance = new(
        [new("Name", Format: "name"), new("Type"), new("Cluster-IP"), new("External-IP"), new("Port(s)"), new("Age"), new("Selector", Priority: 1)],
        (o, now) =>
        [
            Printers.Named(o), o.TextAt("spec", "type"), o.TextAt("spec", "clusterIP") ?? "<none>", External(o),
            Ports(o), Printers.AgeOf(o, now), Printing.Map(o.ObjectAt("spec", "selector")),
        ]);

    private static string External(JsonObject o)
    {
        var ips = o.ObjectAt("spec")?["externalIPs"].Texts().ToList() ?? [];
        if (o.TextAt("spec", "type") is "ExternalName")
            return o.TextAt("spec", "externalName") ?? "<none>";
        if (o.TextAt("spec", "type") is not "LoadBalancer")
            return ips.Count == 0 ? "<none>" : string.Join(",", ips);
        var given = Printing.Balancers(o);
        return given.Count == 0 && ips.Count == 0 ? "<pending>" : string.Join(",", given.Concat(ips));
    }

    private static string Ports(JsonObject o)
    {
        var texts = o.ObjectAt("spec")?["ports"].Objects().Select(p => p.NumberAt("nodePort") is > 0 and var node
            ? $"{p.NumberAt("port")}:{node}/{p.TextAt("protocol")}" : $"{p.NumberAt("port")}/{p.TextAt("protocol")}").ToList() ?? [];
        return texts.Count == 0 ? "<none>" : string.Join(",", texts);
    }
}

internal static class EventPrinter
{
    public static readonly Printer Instance = new(
        [
            new("Last Seen"), new("Type"), new("Reason"), new("Object"), new("Subobject", Priority: 1), new("Source", Priority: 1),
            new("Message"), new("First Seen", Priority: 1), new("Count", Priority: 1), new("Name", Priority: 1, Format: "name"),
        ],
        (o, now) =>
        [
            Seen(o, now, "lastTimestamp", "deprecatedLastTimestamp"), o.TextAt("type"), o.TextAt("reason"), About(o), o.TextAt("involvedObject", "fieldPath") ?? "", Source(o),
            (o.TextAt("message") ?? o.TextAt("note") ?? "").Trim(), Seen(o, now, "firstTimestamp", "deprecatedFirstTimestamp"),
            o.NumberAt("count") ?? o.NumberAt("deprecatedCount") ?? o.NumberAt("series", "count") ?? 1, Printers.Named(o),
        ]);

    private static string Seen(JsonObject o, DateTimeOffset now, string old, string deprecated) =>
        Ages.Of(o.TextAt(old) ?? o.TextAt(deprecated) ?? o.TextAt("series", "lastObservedTime") ?? o.TextAt("eventTime"), now);

    private static string About(JsonObject o)
    {
        var about = o.ObjectAt("involvedObject") ?? o.ObjectAt("regarding");
        return $"{about.TextAt("kind")?.ToLowerInvariant()}/{about.TextAt("name")}";
    }

    private static string Source(JsonObject o)
    {
        var source = o.ObjectAt("source") ?? o.ObjectAt("deprecatedSource");
        var component = source.TextAt("component") ?? o.TextAt("reportingComponent") ?? o.TextAt("reportingController") ?? "";
        return source.TextAt("host") is { Length: > 0 } host ? $"{component}, {host}" : component;
    }
}

internal static class NodePrinter
{
    public static readonly Printer Instance = new(
        [
            new("Name", Format: "name"), new("Status"), new("Roles"), new("Age"), new("Version"), new("Internal-IP", Priority: 1), new("External-IP", Priority: 1),
            new("OS-Image", Priority: 1), new("Kernel-Version", Priority: 1), new("Container-Runtime", Priority: 1),
        ],
        (o, now) =>
        [
            Printers.Named(o), Status(o), Roles(o), Printers.AgeOf(o, now), o.TextAt("status", "nodeInfo", "kubeletVersion") ?? "", Address(o, "InternalIP"), Address(o, "ExternalIP"),
            o.TextAt("status", "nodeInfo", "osImage") ?? "<unknown>", o.TextAt("status", "nodeInfo", "kernelVersion") ?? "<unknown>",
            o.TextAt("status", "nodeInfo", "containerRuntimeVersion") ?? "<unknown>",
        ]);

    private static string Status(JsonObject o)
    {
        var ready = o.ObjectAt("status")?["conditions"].Objects().FirstOrDefault(c => c.TextAt("type") is "Ready");
        var text = ready is null ? "Unknown" : ready.TextAt("status") is "True" ? "Ready" : "NotReady";
        return o.FlagAt("spec", "unschedulable") == true ? $"{text},SchedulingDisabled" : text;
    }

    private static string Roles(JsonObject o)
    {
        const string Prefix = "node-role.kubernetes.io/";
        var roles = o.ObjectAt("metadata", "labels")?.Select(p => p.Key).Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).Select(k => k[Prefix.Length..]).ToList() ?? [];
        return roles.Count == 0 ? "<none>" : string.Join(",", roles);
    }

    private static string Address(JsonObject o, string type) =>
        o.ObjectAt("status")?["addresses"].Objects().FirstOrDefault(a => a.TextAt("type") == type).TextAt("address") ?? "<none>";
}

internal static class QuotaPrinter
{
    public static readonly Printer Instance = new(
        [new("Name", Format: "name"), new("Request"), new("Limit"), new("Age")],
        (o, now) => [Printers.Named(o), Part(o, isLimit: false), Part(o, isLimit: true), Printers.AgeOf(o, now)]);

    private static string Part(JsonObject o, bool isLimit) => string.Join(", ", o.ObjectAt("status", "hard")?
        .Where(pair => pair.Key.StartsWith("limits.", StringComparison.Ordinal) == isLimit).OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Key}: {o.TextAt("status", "used", pair.Key)}/{pair.Value.AsText()}") ?? []);
}

internal static class ClaimPrinter
{
    private static readonly Dictionary<string, string> Short = new()
    {
        ["ReadWriteOnce"] = "RWO",
        ["ReadOnlyMany"] = "ROX",
        ["ReadWriteMany"] = "RWX",
        ["ReadWriteOncePod"] = "RWOP",
    };

    /// <summary><c>RWO,ROX</c>, of a claim or a volume.</summary>
    public static string Modes(JsonObject o) => string.Join(",", o.ObjectAt("spec")?["accessModes"].Texts().Select(m => Short.GetValueOrDefault(m, m)) ?? []);

    public static readonly Printer Instance = new(
        [
            new("Name", Format: "name"), new("Status"), new("Volume"), new("Capacity"), new("Access Modes"), new("StorageClass"), new("VolumeAttributesClass"), new("Age"),
            new("VolumeMode", Priority: 1),
        ],
        (o, now) =>
        [
            Printers.Named(o), o.TextAt("metadata", "deletionTimestamp") is null ? o.TextAt("status", "phase") : "Terminating", o.TextAt("spec", "volumeName") ?? "",
            o.TextAt("status", "capacity", "storage") ?? "",
            o.TextAt("spec", "volumeName") is null ? "" : Modes(o),
            o.TextAt("spec", "storageClassName") ?? "", o.TextAt("spec", "volumeAttributesClassName") ?? "<unset>", Printers.AgeOf(o, now), o.TextAt("spec", "volumeMode") ?? "",
        ]);
}

internal static class JobPrinter
{
    public static readonly Printer Instance = new(
        [
            new("Name", Format: "name"), new("Status"), new("Completions"), new("Duration"), new("Age"), new("Containers", Priority: 1), new("Images", Priority: 1), new("Selector", Priority: 1),
        ],
        (o, now) =>
        [
            Printers.Named(o), Status(o), $"{o.NumberAt("status", "succeeded") ?? 0}/{o.NumberAt("spec", "completions") ?? 1}", Duration(o, now), Printers.AgeOf(o, now),
            Joined(o, "name"), Joined(o, "image"), Printing.Map(o.ObjectAt("spec", "selector", "matchLabels")),
        ]);

    private static string Status(JsonObject o)
    {
        bool Has(string type) => o.ObjectAt("status")?["conditions"].Objects().Any(c => c.TextAt("type") == type && c.TextAt("status") is "True") == true;
        return Has("Complete") ? "Complete" : Has("Failed") ? "Failed" : o.TextAt("metadata", "deletionTimestamp") is not null ? "Terminating"
            : Has("Suspended") ? "Suspended" : "Running";
    }

    private static string Duration(JsonObject o, DateTimeOffset now) =>
        Times.Parse(o.TextAt("status", "startTime")) is not { } start ? "" : Ages.Show((Times.Parse(o.TextAt("status", "completionTime")) ?? now) - start);

    private static string Joined(JsonObject o, string field) =>
        string.Join(",", o.ObjectAt("spec", "template", "spec")?["containers"].Objects().Select(c => c.TextAt(field)) ?? []);
}

internal static class BudgetPrinter
{
    public static readonly Printer Instance = new(
        [new("Name", Format: "name"), new("Min Available"), new("Max Unavailable"), new("Allowed Disruptions", "integer"), new("Age")],
        (o, now) =>
        [
            Printers.Named(o), Text(o.At("spec", "minAvailable")), Text(o.At("spec", "maxUnavailable")), o.NumberAt("status", "disruptionsAllowed") ?? 0, Printers.AgeOf(o, now),
        ]);

    private static string Text(JsonNode? value) => value is null ? "N/A" : value.AsText() ?? value.ToText();
}

internal static class IngressPrinter
{
    public static readonly Printer Instance = new(
        [new("Name", Format: "name"), new("Class"), new("Hosts"), new("Address"), new("Ports"), new("Age")],
        (o, now) =>
        [
            Printers.Named(o), o.TextAt("spec", "ingressClassName") ?? "<none>", Hosts(o), string.Join(",", Printing.Balancers(o)), o.ListAt("spec", "tls") is { Count: > 0 } ? "80, 443" : "80", Printers.AgeOf(o, now),
        ]);

    private static string Hosts(JsonObject o)
    {
        var hosts = o.ObjectAt("spec")?["rules"].Objects().Select(r => r.TextAt("host")).OfType<string>().ToList() ?? [];
        return hosts.Count == 0 ? "*" : string.Join(",", hosts);
    }
}

internal static class BindingPrinter
{
    public static readonly Printer Instance = new(
        [new("Name", Format: "name"), new("Role"), new("Age"), new("Users", Priority: 1), new("Groups", Priority: 1), new("ServiceAccounts", Priority: 1)],
        (o, now) =>
        [
            Printers.Named(o), $"{o.TextAt("roleRef", "kind")}/{o.TextAt("roleRef", "name")}", Printers.AgeOf(o, now), Subjects(o, "User"), Subjects(o, "Group"), Subjects(o, "ServiceAccount"),
        ]);

    private static string Subjects(JsonObject o, string kind) => string.Join(", ", o["subjects"].Objects().Where(s => s.TextAt("kind") == kind)
        .Select(s => kind is "ServiceAccount" ? $"{s.TextAt("namespace")}/{s.TextAt("name")}" : s.TextAt("name")));
}

internal static class Printing
{
    /// <summary>The addresses that a load balancer gave.</summary>
    public static List<string> Balancers(JsonObject o) =>
        o.ObjectAt("status", "loadBalancer")?["ingress"].Objects().Select(i => i.TextAt("ip") ?? i.TextAt("hostname") ?? "").Where(text => text.Length > 0).ToList() ?? [];

    /// <summary>A selector as people write it; plain labels count as one too.</summary>
    public static string Selector(JsonObject? selector)
    {
        if (selector is null || (!selector.ContainsKey("matchLabels") && !selector.ContainsKey("matchExpressions")))
            return Map(selector);
        var parts = (selector.ObjectAt("matchLabels") ?? []).Select(pair => $"{pair.Key}={pair.Value.AsText()}")
            .Concat(selector["matchExpressions"].Objects().Select(e => e.TextAt("operator") switch
            {
                "In" => $"{e.TextAt("key")} in ({string.Join(",", e["values"].Texts().Order(StringComparer.Ordinal))})",
                "NotIn" => $"{e.TextAt("key")} notin ({string.Join(",", e["values"].Texts().Order(StringComparer.Ordinal))})",
                "DoesNotExist" => $"!{e.TextAt("key")}",
                _ => e.TextAt("key") ?? "",
            }));
        return string.Join(",", parts.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "<none>";
    }

    /// <summary><c>a=b,c=d</c>, sorted.</summary>
    public static string Map(JsonObject? map) =>
        map is null or { Count: 0 } ? "<none>" : string.Join(",", map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value.AsText()}"));
}
