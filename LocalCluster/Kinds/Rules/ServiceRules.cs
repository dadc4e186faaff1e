using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class ServiceRules
{
    public static readonly KindRules Rules = new()
    {
        Default = Default,
        PrepareCreate = (service, _) => service["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() },
        PrepareUpdate = PrepareUpdate,
        Complete = Allocate,
        Validate = ServiceValidation.Validate,
        DeleteAnswersObject = true,
        Fields = [new("spec.clusterIP"), new("spec.type")],
    };

    private static void Default(JsonObject service)
    {
        var spec = service.Ensure("spec");
        spec.Default("sessionAffinity", "None");
        spec.Default("type", "ClusterIP");
        foreach (var port in spec["ports"].Objects())
        {
            port.Default("protocol", "TCP");
            if (port["port"] is { } number && (port["targetPort"] is null || port.NumberAt("targetPort") is 0 || port.TextAt("targetPort") is ""))
                port["targetPort"] = number.DeepClone();
        }

        var type = spec.TextAt("type");
        if (spec.TextAt("sessionAffinity") is "ClientIP")
            spec.Ensure("sessionAffinityConfig").Ensure("clientIP").Default("timeoutSeconds", 10_800);
        if (type is "ExternalName")
            return;
        spec.Default("internalTrafficPolicy", "Cluster");
        if (type is "NodePort" or "LoadBalancer" || (type is "ClusterIP" && spec.ListAt("externalIPs") is { Count: > 0 }))
            spec.Default("externalTrafficPolicy", "Cluster");
        if (type is "LoadBalancer")
            spec.Default("allocateLoadBalancerNodePorts", true);
    }

    private static bool HasNodePorts(JsonObject spec) => spec.TextAt("type") is "NodePort" or "LoadBalancer";

    private static bool IsName(JsonObject spec) => spec.TextAt("type") is "ExternalName";

    private static void Allocate(JsonObject service, CreationFacts facts)
    {
        var spec = service.Ensure("spec");
        if (IsName(spec))
            return;
        if (spec.TextAt("clusterIP") is null or "")
            spec["clusterIP"] = spec["clusterIPs"].Texts().FirstOrDefault() ?? facts.Address();
        spec.Default("clusterIPs", new JsonArray(spec.TextAt("clusterIP")));
        spec.Default("ipFamilies", new JsonArray("IPv4"));
        spec.Default("ipFamilyPolicy", "SingleStack");
        if (!HasNodePorts(spec) || spec.FlagAt("allocateLoadBalancerNodePorts") == false)
            return;
        foreach (var port in spec["ports"].Objects().Where(p => p.NumberAt("nodePort") is null or 0))
            port["nodePort"] = facts.NodePort();
        if (spec.TextAt("type") is "LoadBalancer" && spec.TextAt("externalTrafficPolicy") is "Local" && spec.NumberAt("healthCheckNodePort") is null or 0)
            spec["healthCheckNodePort"] = facts.NodePort();
    }

    // What the server allotted stays when a client that did not know it writes the object, and goes with the type that needed it.
    private static void PrepareUpdate(JsonObject old, JsonObject service)
    {
        StatusRules.Keep(old, service);
        var (before, spec) = (old.ObjectAt("spec") ?? [], service.Ensure("spec"));
        if (IsName(spec))
            Drop(before, spec, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy");
        else
            KeepAddress(before, spec);
        if (HasNodePorts(spec))
            KeepNodePorts(before, spec);
        else
            DropNodePorts(before, spec);
        if (spec.TextAt("type") is not "LoadBalancer")
            Drop(before, spec, "allocateLoadBalancerNodePorts", "loadBalancerClass", "healthCheckNodePort");
    }

    private static void KeepAddress(JsonObject before, JsonObject spec)
    {
        // Who knows but the first address changes all of them by it.
        if (spec.TextAt("clusterIP") is { Length: > 0 } first && first != before.TextAt("clusterIP") && JsonNode.DeepEquals(spec["clusterIPs"], before["clusterIPs"]))
            spec["clusterIPs"] = new JsonArray(first);
        foreach (var name in new[] { "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy" })
        {
            if ((spec[name] is null or JsonArray { Count: 0 } || spec.TextAt(name) == "") && before[name] is { } value)
                spec[name] = value.DeepClone();
        }
    }

    private static void KeepNodePorts(JsonObject before, JsonObject spec)
    {
        foreach (var port in spec["ports"].Objects().Where(port => port.NumberAt("nodePort") is null or 0))
        {
            if (before["ports"].Objects().FirstOrDefault(same => same.NumberAt("port") == port.NumberAt("port") && same.TextAt("protocol") == port.TextAt("protocol"))?["nodePort"] is { } node)
                port["nodePort"] = node.DeepClone();
        }

        if (spec.TextAt("type") is "LoadBalancer" && spec.NumberAt("healthCheckNodePort") is null or 0 && before["healthCheckNodePort"] is { } health)
            spec["healthCheckNodePort"] = health.DeepClone();
    }

    private static void DropNodePorts(JsonObject before, JsonObject spec)
    {
        var had = before["ports"].Objects().Select(port => port.NumberAt("nodePort") ?? 0).ToHashSet();
        if (spec["ports"].Objects().All(port => had.Contains(port.NumberAt("nodePort") ?? 0)))
        {
            foreach (var port in spec["ports"].Objects())
                _ = port.Remove("nodePort");
        }

        if (spec.ListAt("externalIPs") is null or { Count: 0 })
            Drop(before, spec, "externalTrafficPolicy");
    }

    // Only what the client did not touch.
    private static void Drop(JsonObject before, JsonObject spec, params string[] fields)
    {
        foreach (var field in fields.Where(field => JsonNode.DeepEquals(before[field], spec[field])))
            _ = spec.Remove(field);
    }
}
