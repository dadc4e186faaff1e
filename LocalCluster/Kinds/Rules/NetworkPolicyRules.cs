using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with a NetworkPolicy.</summary>
internal static class NetworkPolicyRules
{
    public static IEnumerable<Cause> Validate(JsonObject policy)
    {
        var spec = policy.ObjectAt("spec") ?? [];
        foreach (var cause in SelectorValidation.Selector(spec.ObjectAt("podSelector"), "spec.podSelector").Concat(Rules(spec, "ingress", "from")).Concat(Rules(spec, "egress", "to")))
            yield return cause;
        var types = spec["policyTypes"].Texts().ToList();
        if (types.Count > 2)
        {
            yield return Cause.Invalid("spec.policyTypes", spec["policyTypes"]!.DeepClone(), "may not specify more than two policyTypes");
            yield break;
        }

        foreach (var cause in types.SelectMany((type, index) => PodSpecValidation.Choice($"spec.policyTypes[{index}]", type, "Ingress", "Egress")))
            yield return cause;
    }

    private static IEnumerable<Cause> Rules(JsonObject spec, string direction, string peers) => spec[direction].Objects().SelectMany((rule, index) =>
        rule["ports"].Objects().SelectMany((port, i) => OfPort(port, $"spec.{direction}[{index}].ports[{i}]"))
            .Concat(rule[peers].Objects().SelectMany((peer, i) => OfPeer(peer, $"spec.{direction}[{index}].{peers}[{i}]"))));

    private static IEnumerable<Cause> OfPort(JsonObject port, string path)
    {
        foreach (var cause in PodSpecValidation.Choice($"{path}.protocol", port.TextAt("protocol"), "TCP", "UDP", "SCTP"))
            yield return cause;
        var end = port.NumberAt("endPort");
        if (port["port"]?.GetValueKind() is JsonValueKind.Number)
        {
            var number = port.NumberAt("port");
            if (!PortNames.IsNumber(number))
                yield return Cause.Invalid($"{path}.port", number, PortNames.Range);
            if (end < number)
                yield return Cause.Invalid($"{path}.endPort", end, "must be greater than or equal to `port`");
            if (end is not null && !PortNames.IsNumber(end))
                yield return Cause.Invalid($"{path}.endPort", end, PortNames.Range);
            yield break;
        }

        if (end is not null)
            yield return Cause.Invalid($"{path}.endPort", end, port["port"] is null ? "may not be specified when `port` is not specified" : "may not be specified when `port` is non-numeric");
        if (port.TextAt("port") is { } name)
        {
            foreach (var cause in Cause.Each($"{path}.port", name, PortNames.Problems(name)))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> OfPeer(JsonObject peer, string path)
    {
        foreach (var cause in SelectorValidation.Selector(peer.ObjectAt("podSelector"), $"{path}.podSelector")
            .Concat(SelectorValidation.Selector(peer.ObjectAt("namespaceSelector"), $"{path}.namespaceSelector"))
            .Concat(peer.ObjectAt("ipBlock") is { } block ? OfBlock(block, $"{path}.ipBlock") : []))
            yield return cause;
        var count = new[] { "podSelector", "namespaceSelector", "ipBlock" }.Count(name => peer[name] is not null);
        if (count == 0)
            yield return Cause.Required(path, "must specify a peer");
        else if (count > 1 && peer["ipBlock"] is not null)
            yield return Cause.Forbidden(path, "may not specify both ipBlock and another peer");
    }

    private static IEnumerable<Cause> OfBlock(JsonObject block, string path)
    {
        if (block.TextAt("cidr") is not { Length: > 0 } whole)
        {
            yield return Cause.Required($"{path}.cidr");
            yield break;
        }

        foreach (var cause in IpAddresses.Network($"{path}.cidr", whole))
            yield return cause;
        if (IpAddresses.ParseNetwork(whole) is not { } network)
            yield break;
        foreach (var (index, text) in block["except"].Texts().Index())
        {
            var at = $"{path}.except[{index}]";
            foreach (var cause in IpAddresses.Network(at, text))
                yield return cause;
            if (IpAddresses.ParseNetwork(text) is { } part && !IpAddresses.IsInside(part, network))
                yield return Cause.Invalid(at, text, "must be a strict subset of `cidr`");
        }
    }
}
