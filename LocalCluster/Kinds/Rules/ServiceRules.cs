using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class ServiceRules
{
    public static readonly KindRules Rules = new()
    {
        Default = Default,
        PrepareCreate = PrepareCreate,
        PrepareUpdate = PrepareUpdate,
        Validate = Validate,
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
        if (type is "ExternalName")
            return;
        spec.Default("internalTrafficPolicy", "Cluster");
        if (type is "NodePort" or "LoadBalancer")
            spec.Default("externalTrafficPolicy", "Cluster");
        if (type is "LoadBalancer")
            spec.Default("allocateLoadBalancerNodePorts", true);
        if (spec.TextAt("sessionAffinity") is "ClientIP")
            spec.Ensure("sessionAffinityConfig").Ensure("clientIP").Default("timeoutSeconds", 10_800);
    }

    private static void PrepareCreate(JsonObject service, CreationFacts facts)
    {
        service["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
        Allocate(service.Ensure("spec"), facts.Address, facts.NodePort);
    }

    private static void Allocate(JsonObject spec, Func<string> address, Func<int> nodePort)
    {
        if (spec.TextAt("type") is "ExternalName")
            return;
        if (spec.TextAt("clusterIP") is null or "")
            spec["clusterIP"] = address();
        spec.Default("clusterIPs", new JsonArray(spec.TextAt("clusterIP")));
        spec.Default("ipFamilies", new JsonArray("IPv4"));
        spec.Default("ipFamilyPolicy", "SingleStack");
        if (spec.TextAt("type") is not ("NodePort" or "LoadBalancer"))
            return;
        foreach (var port in spec["ports"].Objects().Where(p => p.NumberAt("nodePort") is null or 0))
            port["nodePort"] = nodePort();
    }

    // What the server allotted stays when a client that did not know it writes the object.
    private static void PrepareUpdate(JsonObject old, JsonObject service)
    {
        StatusRules.Keep(old, service);
        var (before, spec) = (old.ObjectAt("spec") ?? [], service.Ensure("spec"));
        if (spec.TextAt("type") is "ExternalName")
            return;
        foreach (var name in new[] { "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy" })
        {
            if (spec[name] is null or JsonArray { Count: 0 } || spec.TextAt(name) == "")
                spec[name] = before[name]?.DeepClone();
        }
    }

    // 10.96.0.0/12, where the server allots them.
    private static bool IsInRange(string address) =>
        System.Net.IPAddress.TryParse(address, out var ip) && ip.GetAddressBytes() is [10, >= 96 and < 112, _, _];

    private static IEnumerable<Cause> Validate(JsonObject? old, JsonObject service)
    {
        var spec = service.ObjectAt("spec") ?? [];
        foreach (var cause in PodSpecValidation.Choice("spec.type", spec.TextAt("type"), "ClusterIP", "ExternalName", "LoadBalancer", "NodePort")
            .Concat(PodSpecValidation.Choice("spec.sessionAffinity", spec.TextAt("sessionAffinity"), "ClientIP", "None")))
            yield return cause;
        if (spec.TextAt("type") is "ExternalName" && spec.TextAt("externalName") is null or "")
            yield return Cause.Invalid("spec.externalName", spec.TextAt("externalName") ?? "", Names.SubdomainProblem("")!);
        var (index, count) = (0, spec.ListAt("ports")?.Count ?? 0);
        foreach (var port in spec["ports"].Objects())
        {
            if (count > 1 && port.TextAt("name") is null or "")
                yield return Cause.Required($"spec.ports[{index}].name");
            if (port.NumberAt("port") is not (>= 1 and <= 65535))
                yield return Cause.Invalid($"spec.ports[{index}].port", port["port"]?.DeepClone(), "must be between 1 and 65535, inclusive");
            if (port["targetPort"]?.GetValueKind() is JsonValueKind.Number && port.NumberAt("targetPort") is not (>= 1 and <= 65535))
                yield return Cause.Invalid($"spec.ports[{index}].targetPort", port["targetPort"]!.DeepClone(), "must be between 1 and 65535, inclusive");
            foreach (var cause in PodSpecValidation.Choice($"spec.ports[{index}].protocol", port.TextAt("protocol"), "SCTP", "TCP", "UDP"))
                yield return cause;
            if (spec.TextAt("type") is "ClusterIP" && port.NumberAt("nodePort") is not (null or 0))
                yield return Cause.Forbidden($"spec.ports[{index}].nodePort", "may not be used when `type` is 'ClusterIP'");
            index++;
        }

        if (old is null && spec.TextAt("clusterIP") is { Length: > 0 } asked and not "None" && !IsInRange(asked))
        {
            yield return Cause.Invalid("spec.clusterIPs", new JsonArray(asked),
                $"failed to allocate IP {asked}: the provided network does not match the current range");
        }

        if (old?.TextAt("spec", "clusterIP") is { Length: > 0 } address && spec.TextAt("clusterIP") is { Length: > 0 } changed && changed != address)
            yield return Cause.Invalid("spec.clusterIPs[0]", new JsonArray(changed), "may not change once set");
    }
}
