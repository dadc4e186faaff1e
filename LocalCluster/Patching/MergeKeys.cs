namespace LocalCluster.Patching;

/// <summary>Which lists merge by a key in a strategic merge patch. A list that is not here is replaced whole.</summary>
internal static class MergeKeys
{
    private static readonly Dictionary<string, string> ByField = new(StringComparer.Ordinal)
    {
        ["containers"] = "name",
        ["initContainers"] = "name",
        ["ephemeralContainers"] = "name",
        ["volumes"] = "name",
        ["env"] = "name",
        ["volumeMounts"] = "mountPath",
        ["volumeDevices"] = "devicePath",
        ["imagePullSecrets"] = "name",
        ["hostAliases"] = "ip",
        ["topologySpreadConstraints"] = "topologyKey",
        ["schedulingGates"] = "name",
        ["resourceClaims"] = "name",
        ["conditions"] = "type",
        ["ownerReferences"] = "uid",
        ["secrets"] = "name",
        ["podIPs"] = "ip",
        ["hostIPs"] = "ip",
        ["addresses"] = "type",
        ["taints"] = "key",
        ["webhooks"] = "name",
    };

    // Lists of plain values that are united.
    private static readonly HashSet<string> Sets = ["finalizers"];

    /// <summary>The key of the list at <paramref name="field"/> below <paramref name="parent"/>; null: the list is atomic.</summary>
    public static string? Of(string field, string? parent) => field switch
    {
        "ports" when parent is "containers" or "initContainers" or "ephemeralContainers" => "containerPort",
        "ports" when parent is "spec" => "port",
        _ => ByField.GetValueOrDefault(field),
    };

    public static bool IsSet(string field) => Sets.Contains(field);
}
