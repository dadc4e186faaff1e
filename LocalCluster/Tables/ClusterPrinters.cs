using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Tables;

/// <summary>Columns of what a cluster is made of: classes, volumes, addresses, policies.</summary>
internal static class ClusterPrinters
{
    private const int EndpointsShown = 3;

    private static readonly TableColumn Name = new("Name", Format: "name");

    private static readonly TableColumn Age = new("Age");

    public static readonly Printer PriorityClass = new(
        [Name, new("Value", "integer"), new("Global-Default", "boolean"), Age, new("PreemptionPolicy")],
        (o, now) => [Printers.Named(o), o.NumberAt("value") ?? 0, o.FlagAt("globalDefault") == true, Printers.AgeOf(o, now), o.TextAt("preemptionPolicy") ?? ""]);

    public static readonly Printer StorageClass = new(
        [Name, new("Provisioner"), new("ReclaimPolicy"), new("VolumeBindingMode"), new("AllowVolumeExpansion"), Age],
        (o, now) =>
        [
            o.TextAt("metadata", "annotations", "storageclass.kubernetes.io/is-default-class") is "true" ? $"{Printers.Named(o)} (default)" : Printers.Named(o),
            o.TextAt("provisioner"), o.TextAt("reclaimPolicy") ?? "Delete", o.TextAt("volumeBindingMode") ?? "<unset>", o.FlagAt("allowVolumeExpansion") == true, Printers.AgeOf(o, now),
        ]);

    public static readonly Printer IngressClass = new(
        [Name, new("Controller"), new("Parameters"), Age],
        (o, now) => [Printers.Named(o), o.TextAt("spec", "controller") ?? "", Parameters(o.ObjectAt("spec", "parameters")), Printers.AgeOf(o, now)]);

    public static readonly Printer NetworkPolicy = new(
        [Name, new("Pod-Selector"), Age],
        (o, now) => [Printers.Named(o), Printing.Selector(o.ObjectAt("spec", "podSelector")), Printers.AgeOf(o, now)]);

    public static readonly Printer Volume = new(
        [
            Name, new("Capacity"), new("Access Modes"), new("Reclaim Policy"), new("Status"), new("Claim"), new("StorageClass"), new("VolumeAttributesClass"), new("Reason"), Age,
            new("VolumeMode", Priority: 1),
        ],
        (o, now) =>
        [
            Printers.Named(o), o.TextAt("spec", "capacity", "storage") ?? "", ClaimPrinter.Modes(o), o.TextAt("spec", "persistentVolumeReclaimPolicy") ?? "",
            o.TextAt("metadata", "deletionTimestamp") is null ? o.TextAt("status", "phase") : "Terminating",
            o.ObjectAt("spec", "claimRef") is { } claim ? $"{claim.TextAt("namespace")}/{claim.TextAt("name")}" : "", o.TextAt("spec", "storageClassName") ?? "",
            o.TextAt("spec", "volumeAttributesClassName") ?? "<unset>", o.TextAt("status", "reason") ?? "", Printers.AgeOf(o, now), o.TextAt("spec", "volumeMode") ?? "<unset>",
        ]);

    public static readonly Printer Endpoints = new(
        [Name, new("Endpoints"), Age],
        (o, now) => [Printers.Named(o), Shown(o["subsets"].Objects().SelectMany(Addresses)), Printers.AgeOf(o, now)]);

    public static readonly Printer EndpointSlice = new(
        [Name, new("AddressType"), new("Ports"), new("Endpoints"), Age],
        (o, now) =>
        [
            Printers.Named(o), o.TextAt("addressType"), Shown(o["ports"].Objects().Select(p => p.NumberAt("port")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "*"), "<unset>"),
            Shown(o["endpoints"].Objects().SelectMany(e => e["addresses"].Texts()), "<unset>"), Printers.AgeOf(o, now),
        ]);

    private static IEnumerable<string> Addresses(JsonObject subset)
    {
        var ips = subset["addresses"].Objects().Select(a => a.TextAt("ip") ?? "").ToList();
        var ports = subset["ports"].Objects().Select(p => p.NumberAt("port") ?? 0).ToList();
        return ports.Count == 0 ? ips : ports.SelectMany(port => ips.Select(ip => $"{ip}:{port}"));
    }

    private static string Shown(IEnumerable<string> entries, string none = "<none>")
    {
        var all = entries.ToList();
        return all.Count == 0 ? none
            : all.Count <= EndpointsShown ? string.Join(",", all)
            : $"{string.Join(",", all.Take(EndpointsShown))} + {all.Count - EndpointsShown} more...";
    }

    private static string Parameters(JsonObject? parameters) => parameters is null ? "<none>"
        : parameters.TextAt("apiGroup") is { Length: > 0 } group ? $"{parameters.TextAt("kind")}.{group}/{parameters.TextAt("name")}"
        : $"{parameters.TextAt("kind")}/{parameters.TextAt("name")}";
}
