using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with a pod spec, in a pod as in a template, in the order and the words of a real server.</summary>
internal static class PodSpecValidation
{
    public static IEnumerable<Cause> Of(JsonObject spec, string path)
    {
        var volumes = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        return
        [
            .. VolumeValidation.Of(spec, $"{path}.volumes", volumes),
            .. ContainerValidation.Of(spec, path, volumes),
            .. HostNetwork(spec, $"{path}.containers"),
            .. Choice($"{path}.restartPolicy", spec.TextAt("restartPolicy"), "Always", "OnFailure", "Never"),
            .. Choice($"{path}.dnsPolicy", spec.TextAt("dnsPolicy"), "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
            .. SelectorValidation.Labels($"{path}.nodeSelector", spec.ObjectAt("nodeSelector")),
            .. SecurityContextValidation.OfPod(spec, $"{path}.securityContext"),
            .. PodAffinities.Validate(spec.ObjectAt("affinity"), $"{path}.affinity"),
            .. Dns(spec, $"{path}.dnsConfig"),
            .. spec["readinessGates"].Objects().SelectMany((gate, index) => Named($"{path}.readinessGates[{index}].conditionType", gate.TextAt("conditionType"), LabelGrammar.KeyProblems)),
            .. Gates(spec, $"{path}.schedulingGates"),
            .. TopologySpreads.Validate(spec, $"{path}.topologySpreadConstraints"),
            .. HostUsers(spec, path),
            .. Named($"{path}.serviceAccountName", spec.TextAt("serviceAccountName"), Names.SubdomainProblems),
            .. Named($"{path}.nodeName", spec.TextAt("nodeName"), Names.SubdomainProblems),
            .. spec.NumberAt("activeDeadlineSeconds") is { } seconds and not (>= 1 and <= int.MaxValue)
                ? [Cause.Invalid($"{path}.activeDeadlineSeconds", seconds, $"must be between 1 and {int.MaxValue}, inclusive")] : Array.Empty<Cause>(),
            .. Named($"{path}.hostname", spec.TextAt("hostname"), Names.LabelProblems),
            .. Named($"{path}.subdomain", spec.TextAt("subdomain"), Names.LabelProblems),
            .. Tolerations.Validate(spec, $"{path}.tolerations"),
            .. HostAliases(spec, $"{path}.hostAliases"),
            .. Named($"{path}.priorityClassName", spec.TextAt("priorityClassName"), Names.SubdomainProblems),
            .. Named($"{path}.runtimeClassName", spec.TextAt("runtimeClassName"), Names.SubdomainProblems),
            .. Choice($"{path}.preemptionPolicy", spec.TextAt("preemptionPolicy"), "PreemptLowerPriority", "Never"),
            .. OperatingSystem(spec.ObjectAt("os"), $"{path}.os"),
        ];
    }

    /// <summary>A value that must be one of these; an absent one has its default.</summary>
    public static IEnumerable<Cause> Choice(string path, string? value, params string[] choices) =>
        value is null || choices.Contains(value) ? [] : [Cause.NotSupported(path, value, choices)];

    private static IEnumerable<Cause> Named(string path, string? value, Func<string, IEnumerable<string>> rule) =>
        value is { Length: > 0 } ? Cause.Each(path, value, rule(value)) : [];

    private static IEnumerable<Cause> HostNetwork(JsonObject spec, string path) =>
        from pair in spec["containers"].Objects().Index()
        from port in pair.Item["ports"].Objects().Index()
        let host = port.Item.NumberAt("hostPort") ?? 0
        where spec.FlagAt("hostNetwork") == true && host != 0 && host != port.Item.NumberAt("containerPort")
        select Cause.Invalid($"{path}[{pair.Index}].ports[{port.Index}].hostPort", host, "must match `containerPort` when `hostNetwork` is true");

    private static IEnumerable<Cause> Dns(JsonObject spec, string path)
    {
        var config = spec.ObjectAt("dnsConfig");
        if (spec.TextAt("dnsPolicy") is "None" && config?.ListAt("nameservers") is not { Count: > 0 })
        {
            yield return config is null
                ? Cause.Required(path, "must provide `dnsConfig` when `dnsPolicy` is None")
                : Cause.Required($"{path}.nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None");
            yield break;
        }

        var servers = config?["nameservers"].Texts().ToList() ?? [];
        if (servers.Count > 3)
            yield return Cause.Invalid($"{path}.nameservers", config!["nameservers"]!.DeepClone(), "must not have more than 3 nameservers");
        foreach (var cause in servers.SelectMany((server, index) => IpAddresses.Address($"{path}.nameservers[{index}]", server)))
            yield return cause;
        if (config?["searches"].Texts().Count() > 32)
            yield return Cause.Invalid($"{path}.searches", config["searches"]!.DeepClone(), "must not have more than 32 search paths");
        foreach (var index in (config?["options"].Objects() ?? []).Index().Where(pair => pair.Item.TextAt("name") is null or "").Select(pair => pair.Index))
            yield return Cause.Required($"{path}.options[{index}]", "must not be empty");
    }

    private static IEnumerable<Cause> Gates(JsonObject spec, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, gate) in spec["schedulingGates"].Objects().Index())
        {
            var name = gate.TextAt("name") ?? "";
            foreach (var cause in Cause.Each($"{path}[{index}]", name, LabelGrammar.KeyProblems(name)))
                yield return cause;
            if (!seen.Add(name))
                yield return Cause.Duplicate($"{path}[{index}]", name);
        }
    }

    private static IEnumerable<Cause> HostUsers(JsonObject spec, string path) =>
        from pair in new[] { ("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC") }
        where spec.FlagAt("hostUsers") == false && spec.FlagAt(pair.Item1) == true
        select Cause.Forbidden($"{path}.{pair.Item2}", "when `pod.Spec.HostUsers` is false");

    private static IEnumerable<Cause> HostAliases(JsonObject spec, string path)
    {
        foreach (var (index, alias) in spec["hostAliases"].Objects().Index())
        {
            foreach (var cause in IpAddresses.Address($"{path}[{index}].ip", alias.TextAt("ip") ?? "")
                .Concat(alias["hostnames"].Texts().SelectMany((host, i) => Cause.Each($"{path}[{index}].hostnames[{i}]", host, Names.SubdomainProblems(host)))))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> OperatingSystem(JsonObject? system, string path) =>
        system is null ? [] : system.TextAt("name") is { Length: > 0 } name ? Choice(path, name, "linux", "windows") : [Cause.Required($"{path}.name", "cannot be empty")];
}
