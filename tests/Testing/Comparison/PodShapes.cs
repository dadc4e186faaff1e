using System.Text.Json.Nodes;
using static Testing.Comparison.MetadataShape;
using static Testing.Comparison.Shape;

namespace Testing.Comparison;

/// <summary>Pods and pod templates, with the defaults that the API server fills in.</summary>
internal static class PodShapes
{
    private const string InitOrder = "initContainers, in order";

    private static readonly Shape SecurityContext = Members(
        ("supplementalGroups", Sequence(Anything)), ("sysctls", Sequence(Anything)), ("seLinuxOptions", Members()), ("fsGroupChangePolicy", Default("Always")));

    private static readonly Shape Spec = Members(
        ("containers", Keyed(Name, ContainerShapes.Container)),
        ("initContainers", Keyed(Name, ContainerShapes.Container)),
        (InitOrder, Anything),
        ("ephemeralContainers", Keyed(Name, ContainerShapes.Container)),
        ("volumes", Keyed(Name, VolumeShapes.Volume)),
        ("tolerations", Bag(Members(("operator", Default("Equal")), ("key", EmptyText), ("value", EmptyText), ("effect", EmptyText)))),
        ("nodeSelector", Map(Anything)),
        ("affinity", Members()),
        ("hostAliases", Sequence(Anything)),
        ("imagePullSecrets", Sequence(Anything)),
        ("dnsConfig", Members(("nameservers", Sequence(Anything)), ("searches", Sequence(Anything)), ("options", Sequence(Anything)))),
        ("topologySpreadConstraints", Sequence(Anything)),
        ("readinessGates", Sequence(Anything)),
        ("schedulingGates", Sequence(Anything)),
        ("resourceClaims", Sequence(Anything)),
        ("overhead", Map(Quantity)),
        ("resources", Members(("requests", Map(Quantity)), ("limits", Map(Quantity)))),
        ("securityContext", SecurityContext),
        ("restartPolicy", Default("Always")),
        ("dnsPolicy", Default("ClusterFirst")),
        ("schedulerName", Default("default-scheduler")),
        ("terminationGracePeriodSeconds", Default(30)),
        ("enableServiceLinks", Default(true)),
        ("preemptionPolicy", Default("PreemptLowerPriority")),
        ("hostNetwork", False),
        ("hostPID", False),
        ("hostIPC", False),
        ("hostUsers", Default(true)),
        ("shareProcessNamespace", False),
        ("setHostnameAsFQDN", False),
        ("hostname", EmptyText),
        ("subdomain", EmptyText),
        ("nodeName", EmptyText),
        ("priorityClassName", EmptyText),
        ("serviceAccountName", EmptyText)).After(FillDefaults);

    public static readonly Shape Pod = Members(
        ("apiVersion", Default("v1")), ("kind", Default("Pod")), ("metadata", Metadata), ("spec", Spec), ("status", Dropped));

    private static string Name(JsonObject item) => Text(item, "name");

    private static JsonObject FillDefaults(JsonObject spec)
    {
        // The older name of the same field; the server keeps both equal.
        if (Text(spec, "serviceAccountName").Length == 0 && spec["serviceAccount"] is { } account)
            spec["serviceAccountName"] = account.DeepClone();
        _ = spec.Remove("serviceAccount");

        if (spec["initContainers"] is JsonArray { Count: > 1 } first && first.All(item => item is JsonObject))
            spec[InitOrder] = new JsonArray([.. first.Select(item => JsonValue.Create(Name(item!.AsObject())))]);

        if (spec["hostNetwork"] is JsonValue flag && flag.TryGetValue<bool>(out var isHost) && isHost)
            FillHostPorts(spec);
        return spec;
    }

    private static void FillHostPorts(JsonObject spec)
    {
        foreach (var port in new[] { "containers", "initContainers" }
            .SelectMany(member => spec[member] as JsonArray ?? [])
            .SelectMany(container => container?["ports"] as JsonArray ?? [])
            .OfType<JsonObject>())
        {
            port["hostPort"] ??= port["containerPort"]?.DeepClone();
        }
    }
}
