using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the containers of a pod spec, in the order and the words of a real server.</summary>
internal static class ContainerValidation
{
    private const string NotForInit = "may not be set for init containers without restartPolicy=Always";

    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    /// <param name="spec">Of a pod.</param>
    /// <param name="path">Of the spec.</param>
    /// <param name="volumes">What can be mounted, by name.</param>
    public static IEnumerable<Cause> Of(JsonObject spec, string path, Dictionary<string, JsonObject> volumes)
    {
        if (spec.ListAt("containers") is not { Count: > 0 })
            yield return Cause.Required($"{path}.containers");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, container) in spec["containers"].Objects().Index())
        {
            var at = $"{path}.containers[{index}]";
            foreach (var cause in Common(spec, container, at, volumes).Concat(Unique(container, at, names)).Concat(ProbeValidation.OfLifecycle(spec, container, at)).Concat(ProbeValidation.OfContainer(container, at)))
                yield return cause;
        }

        foreach (var cause in HostPorts(spec["containers"].Objects(), $"{path}.containers"))
            yield return cause;
        foreach (var (index, container) in spec["initContainers"].Objects().Index())
        {
            var at = $"{path}.initContainers[{index}]";
            var own = container.TextAt("restartPolicy") is "Always"
                ? ProbeValidation.OfLifecycle(spec, container, at).Concat(ProbeValidation.OfContainer(container, at))
                : Probes.Prepend("lifecycle").Where(name => container[name] is not null).Select(name => Cause.Forbidden($"{at}.{name}", NotForInit));
            // They run one after another, so each has the ports of the node to itself.
            foreach (var cause in Common(spec, container, at, volumes).Concat(Unique(container, at, names)).Concat(HostPorts([container], $"{path}.initContainers")).Concat(own))
                yield return cause;
        }
    }

    /// <summary>What is looked at in pods and not in templates.</summary>
    public static IEnumerable<Cause> PaddedImages(JsonObject spec, string path) =>
        from list in new[] { "containers", "initContainers" }
        from pair in spec[list].Objects().Index()
        let image = pair.Item.TextAt("image") ?? ""
        where image.Trim().Length != image.Length
        select Cause.Invalid($"{path}.{list}[{pair.Index}].image", image, "must not have leading or trailing whitespace");

    /// <summary>What is asked of every container, that of a debugger included.</summary>
    public static IEnumerable<Cause> Common(JsonObject spec, JsonObject container, string path, Dictionary<string, JsonObject> volumes) =>
    [
        .. container.TextAt("name") is { Length: > 0 } name ? Cause.Each($"{path}.name", name, Names.LabelProblems(name)) : [Cause.Required($"{path}.name")],
        .. container.TextAt("image") is { Length: > 0 } ? [] : new[] { Cause.Required($"{path}.image") },
        .. PodSpecValidation.Choice($"{path}.terminationMessagePolicy", container.TextAt("terminationMessagePolicy"), "File", "FallbackToLogsOnError"),
        .. Ports(container, $"{path}.ports"),
        .. EnvironmentValidation.Of(container, path),
        .. MountValidation.OfMounts(container, $"{path}.volumeMounts", volumes),
        .. MountValidation.OfDevices(container, $"{path}.volumeDevices", volumes),
        .. PodSpecValidation.Choice($"{path}.imagePullPolicy", container.TextAt("imagePullPolicy"), "Always", "IfNotPresent", "Never"),
        .. ResourceValidation.Of(container, path),
        .. ResizePolicies(spec, container, $"{path}.resizePolicy"),
        .. SecurityContextValidation.OfContainer(container.ObjectAt("securityContext"), $"{path}.securityContext"),
    ];

    private static IEnumerable<Cause> Unique(JsonObject container, string path, HashSet<string> names)
    {
        if (container.TextAt("name") is { Length: > 0 } name && !names.Add(name))
            yield return Cause.Duplicate($"{path}.name", name);
    }

    private static IEnumerable<Cause> Ports(JsonObject container, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, port) in container["ports"].Objects().Index())
        {
            var at = $"{path}[{index}]";
            if (port.TextAt("name") is { Length: > 0 } name)
            {
                var problems = PortNames.Problems(name).ToList();
                foreach (var cause in Cause.Each($"{at}.name", name, problems))
                    yield return cause;
                if (problems.Count == 0 && !names.Add(name))
                    yield return Cause.Duplicate($"{at}.name", name);
            }

            if (port.NumberAt("containerPort") is null or 0)
                yield return Cause.Required($"{at}.containerPort");
            else if (!PortNames.IsNumber(port.NumberAt("containerPort")))
                yield return Cause.Invalid($"{at}.containerPort", port.NumberAt("containerPort"), PortNames.Range);
            if (port.NumberAt("hostPort") is { } hostPort and not 0 && !PortNames.IsNumber(hostPort))
                yield return Cause.Invalid($"{at}.hostPort", hostPort, PortNames.Range);
            foreach (var cause in PodSpecValidation.Choice($"{at}.protocol", port.TextAt("protocol"), "SCTP", "TCP", "UDP"))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> HostPorts(IEnumerable<JsonObject> containers, string path)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (number, container) in containers.Index())
        {
            foreach (var (index, port) in container["ports"].Objects().Index())
            {
                var text = $"{port.TextAt("protocol")}/{port.TextAt("hostIP")}/{port.NumberAt("hostPort")}";
                if (port.NumberAt("hostPort") is > 0 && !taken.Add(text))
                    yield return Cause.Duplicate($"{path}[{number}].ports[{index}].hostPort", text);
            }
        }
    }

    private static IEnumerable<Cause> ResizePolicies(JsonObject spec, JsonObject container, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, policy) in container["resizePolicy"].Objects().Index())
        {
            var (resource, restart) = (policy.TextAt("resourceName") ?? "", policy.TextAt("restartPolicy") ?? "");
            if (!seen.Add(resource))
                yield return Cause.Duplicate($"{path}[{index}]", resource);
            foreach (var cause in OneOf(path, resource, "cpu", "memory").Concat(OneOf(path, restart, "NotRequired", "RestartContainer")))
                yield return cause;
            if (spec.TextAt("restartPolicy") is "Never" && restart is not "NotRequired")
                yield return Cause.Invalid(path, restart, "must be 'NotRequired' when `restartPolicy` is 'Never'");
        }
    }

    private static IEnumerable<Cause> OneOf(string path, string value, params string[] choices) =>
        value.Length == 0 ? [Cause.Required(path)] : PodSpecValidation.Choice(path, value, choices);
}
