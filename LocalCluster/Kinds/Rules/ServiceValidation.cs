using System.Net.Sockets;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with a Service, in the order and the words of a real server.</summary>
internal static class ServiceValidation
{
    private const string OnlyBalanced = "may only be used when `type` is 'LoadBalancer'";

    public static IEnumerable<Cause> Validate(JsonObject? old, JsonObject service)
    {
        var spec = service.ObjectAt("spec") ?? [];
        return
        [
            .. old is null ? [] : Changes(old.ObjectAt("spec") ?? [], spec),
            .. OfType(spec),
            .. Ports(spec),
            .. SelectorValidation.Labels("spec.selector", spec.ObjectAt("selector")),
            .. Affinity(spec),
            .. Addresses(spec, isNew: old is null),
            .. spec["externalIPs"].Texts().SelectMany((ip, index) => ExternalAddress($"spec.externalIPs[{index}]", ip)),
            .. PodSpecValidation.Choice("spec.type", spec.TextAt("type"), "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"),
            .. Twice(spec),
            .. Traffic(spec),
        ];
    }

    private static bool IsHeadless(JsonObject spec) => spec["clusterIPs"].Texts().ToList() is ["None"];

    private static IEnumerable<Cause> Changes(JsonObject old, JsonObject spec)
    {
        if (old.TextAt("type") is "ExternalName" || spec.TextAt("type") is "ExternalName" || (IsHeadless(old) && IsHeadless(spec)))
            yield break;
        var (before, after) = (old["clusterIPs"].Texts().ToList(), spec["clusterIPs"].Texts().ToList());
        if (before.Count > 0 && after.Count == 0)
            yield return Cause.Invalid("spec.clusterIPs[0]", new JsonArray(), "primary clusterIP can not be unset");
        foreach (var (index, _) in before.Zip(after).Index().Where(pair => pair.Item.First != pair.Item.Second))
            yield return Cause.Invalid($"spec.clusterIPs[{index}]", spec["clusterIPs"]!.DeepClone(), "may not change once set");
    }

    private static IEnumerable<Cause> OfType(JsonObject spec)
    {
        var type = spec.TextAt("type");
        if (spec.ListAt("ports") is not { Count: > 0 } && !IsHeadless(spec) && type is not "ExternalName")
            yield return Cause.Required("spec.ports");
        if (type is "LoadBalancer" or "NodePort" && IsHeadless(spec))
            yield return Cause.Invalid("spec.clusterIPs[0]", "None", $"may not be set to 'None' for {type} services");
        if (type is not "ExternalName")
            yield break;
        foreach (var field in new[] { "clusterIPs", "ipFamilies", "ipFamilyPolicy" }.Where(field => spec[field] is not (null or JsonArray { Count: 0 })))
            yield return Cause.Forbidden($"spec.{field}", "may not be set for ExternalName services");
        // A last dot says that it is complete.
        var name = spec.TextAt("externalName") is { } given ? given.EndsWith('.') ? given[..^1] : given : "";
        foreach (var cause in name.Length > 0 ? Cause.Each("spec.externalName", name, Names.SubdomainProblems(name)) : [Cause.Required("spec.externalName")])
            yield return cause;
    }

    private static IEnumerable<Cause> Ports(JsonObject spec)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var count = spec.ListAt("ports")?.Count ?? 0;
        foreach (var (index, port) in spec["ports"].Objects().Index())
        {
            var path = $"spec.ports[{index}]";
            var name = port.TextAt("name") ?? "";
            if (name.Length == 0 && count > 1)
                yield return Cause.Required($"{path}.name");
            foreach (var cause in name.Length > 0 ? Cause.Each($"{path}.name", name, Names.LabelProblems(name)) : [])
                yield return cause;
            if (name.Length > 0 && !names.Add(name))
                yield return Cause.Duplicate($"{path}.name", name);
            if (!PortNames.IsNumber(port.NumberAt("port")))
                yield return Cause.Invalid($"{path}.port", port.NumberAt("port") ?? 0, PortNames.Range);
            foreach (var cause in PodSpecValidation.Choice($"{path}.protocol", port.TextAt("protocol"), "SCTP", "TCP", "UDP")
                .Concat(PortNames.OfPort(port["targetPort"], $"{path}.targetPort"))
                .Concat(port.TextAt("appProtocol") is { } protocol ? Cause.Each($"{path}.appProtocol", protocol, LabelGrammar.KeyProblems(protocol)) : []))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> Affinity(JsonObject spec)
    {
        var affinity = spec.TextAt("sessionAffinity");
        foreach (var cause in PodSpecValidation.Choice("spec.sessionAffinity", affinity, "ClientIP", "None"))
            yield return cause;
        if (affinity is "None" && spec["sessionAffinityConfig"] is not null)
            yield return Cause.Forbidden("spec.sessionAffinityConfig", "must not be set when session affinity is None");
        if (affinity is "ClientIP" && spec.NumberAt("sessionAffinityConfig", "clientIP", "timeoutSeconds") is { } seconds and not (> 0 and <= 86_400))
            yield return Cause.Invalid("spec.sessionAffinityConfig.clientIP.timeoutSeconds", seconds, "must be greater than 0 and less than 86400");
    }

    // 10.96.0.0/12, where the server allots them.
    private static bool IsInRange(string address) => IpAddresses.Parse(address)?.GetAddressBytes() is [10, >= 96 and < 112, _, _];

    private static IEnumerable<Cause> Addresses(JsonObject spec, bool isNew)
    {
        if (spec.TextAt("type") is "ExternalName")
            yield break;
        var (first, all) = (spec.TextAt("clusterIP") ?? "", spec["clusterIPs"].Texts().ToList());
        JsonNode? Shown() => spec["clusterIPs"]?.DeepClone();
        if (first.Length > 0 && all.Count > 0 && all[0] != first)
            yield return Cause.Invalid("spec.clusterIPs", Shown(), "first value must match `clusterIP`");
        var families = spec["ipFamilies"].Texts().ToList();
        foreach (var (index, family) in families.Index())
        {
            foreach (var cause in PodSpecValidation.Choice($"spec.ipFamilies[{index}]", family, "IPv4", "IPv6"))
                yield return cause;
            if (families.IndexOf(family) < index)
                yield return Cause.Duplicate($"spec.ipFamilies[{index}]", family);
        }

        foreach (var cause in PodSpecValidation.Choice("spec.ipFamilyPolicy", spec.TextAt("ipFamilyPolicy"), "PreferDualStack", "RequireDualStack", "SingleStack"))
            yield return cause;
        var wrong = new List<Cause>();
        if (all.Count > 1 && all[0] is "None")
            wrong.Add(Cause.Invalid("spec.clusterIPs", Shown(), "'None' must be the first and only value"));
        wrong.AddRange(all.SelectMany((ip, index) => index == 0 && ip is "None" ? [] : IpAddresses.Address($"spec.clusterIPs[{index}]", ip)));
        foreach (var cause in wrong)
            yield return cause;
        if (all.Count > 2)
            yield return Cause.Invalid("spec.clusterIPs", Shown(), "may only hold up to 2 values");
        if (wrong.Count > 0)
            yield break;
        if (all.Count == 2 && IpAddresses.Parse(all[0])!.AddressFamily == IpAddresses.Parse(all[1])!.AddressFamily)
            yield return Cause.Invalid("spec.clusterIPs", Shown(), "may specify no more than one IP for each IP family");
        foreach (var (index, (ip, family)) in all.Zip(families).Index().Where(_ => !IsHeadless(spec)))
        {
            if (family is "IPv4" or "IPv6" && (IpAddresses.Parse(ip)?.AddressFamily is AddressFamily.InterNetworkV6) != (family is "IPv6"))
                yield return Cause.Invalid($"spec.clusterIPs[{index}]", ip, $"expected an {family} value as indicated by `ipFamilies[{index}]`");
        }

        if (isNew && first is { Length: > 0 } and not "None" && !IsInRange(first))
            yield return Cause.Invalid("spec.clusterIPs", new JsonArray(first), $"failed to allocate IP {first}: the provided network does not match the current range");
    }

    private static IEnumerable<Cause> ExternalAddress(string path, string text)
    {
        if (IpAddresses.Parse(text) is not { } ip)
            return IpAddresses.Address(path, text);
        var bytes = ip.GetAddressBytes();
        var why = bytes.All(b => b == 0) ? $"may not be unspecified ({text})"
            : System.Net.IPAddress.IsLoopback(ip) ? "may not be in the loopback range (127.0.0.0/8, ::1/128)"
            : ip.IsIPv6LinkLocal || bytes is [169, 254, _, _] ? "may not be in the link-local range (169.254.0.0/16, fe80::/10)"
            : bytes is [224, 0, 0, _] ? "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"
            : null;
        return why is null ? [] : [Cause.Invalid(path, text, why)];
    }

    private static IEnumerable<Cause> Twice(JsonObject spec)
    {
        var ports = spec["ports"].Objects().ToList();
        foreach (var (index, _) in ports.Index().Where(pair => spec.TextAt("type") is "ClusterIP" && pair.Item.NumberAt("nodePort") is not (null or 0)))
            yield return Cause.Forbidden($"spec.ports[{index}].nodePort", "may not be used when `type` is 'ClusterIP'");
        var (nodePorts, seen) = (new HashSet<(string?, long?)>(), new HashSet<(string?, long?)>());
        foreach (var (index, port) in ports.Index())
        {
            if (port.NumberAt("nodePort") is { } node and not 0 && !nodePorts.Add((port.TextAt("protocol"), node)))
                yield return Cause.Duplicate($"spec.ports[{index}].nodePort", node);
        }

        foreach (var (index, port) in ports.Index().Where(pair => !seen.Add((pair.Item.TextAt("protocol"), pair.Item.NumberAt("port")))))
        {
            // Shown as the key by which they are compared: the other fields are empty.
            yield return Cause.Duplicate($"spec.ports[{index}]", new JsonObject
            {
                ["Name"] = "",
                ["Protocol"] = port.TextAt("protocol"),
                ["AppProtocol"] = null,
                ["Port"] = port.NumberAt("port") ?? 0,
                ["TargetPort"] = 0,
                ["NodePort"] = 0,
            });
        }
    }

    private static IEnumerable<Cause> Traffic(JsonObject spec)
    {
        var type = spec.TextAt("type");
        var isBalanced = type is "LoadBalancer";
        if (spec.ListAt("loadBalancerSourceRanges") is { Count: > 0 } ranges)
        {
            if (!isBalanced)
                yield return Cause.Forbidden("spec.LoadBalancerSourceRanges", OnlyBalanced);
            foreach (var cause in ranges.Texts().SelectMany((range, index) => IpAddresses.Network($"spec.LoadBalancerSourceRanges[{index}]", range.Trim())))
                yield return cause;
        }

        if (spec["allocateLoadBalancerNodePorts"] is not null && !isBalanced)
            yield return Cause.Forbidden("spec.allocateLoadBalancerNodePorts", OnlyBalanced);
        if (spec.TextAt("loadBalancerClass") is not null && !isBalanced)
            yield return Cause.Forbidden("spec.loadBalancerClass", OnlyBalanced);
        var isReachable = isBalanced || type is "NodePort" || (type is "ClusterIP" && spec.ListAt("externalIPs") is { Count: > 0 });
        var external = spec.TextAt("externalTrafficPolicy") ?? "";
        foreach (var cause in !isReachable
            ? external.Length > 0 ? [Cause.Invalid("spec.externalTrafficPolicy", external, "may only be set for externally-accessible services")] : []
            : external.Length == 0 ? [Cause.Required("spec.externalTrafficPolicy")] : PodSpecValidation.Choice("spec.externalTrafficPolicy", external, "Cluster", "Local"))
            yield return cause;
        if (spec.NumberAt("healthCheckNodePort") is { } health and not 0 && !(isBalanced && external is "Local"))
            yield return Cause.Invalid("spec.healthCheckNodePort", health, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        foreach (var cause in PodSpecValidation.Choice("spec.internalTrafficPolicy", spec.TextAt("internalTrafficPolicy"), "Cluster", "Local")
            .Concat(PodSpecValidation.Choice("spec.trafficDistribution", spec.TextAt("trafficDistribution"), "PreferClose", "PreferSameNode", "PreferSameZone")))
            yield return cause;
    }
}
