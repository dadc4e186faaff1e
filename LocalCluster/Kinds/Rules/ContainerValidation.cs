using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the containers of a new pod spec, in the order and the words of a real server.</summary>
internal static class ContainerValidation
{
    private const string NotForInit = "may not be set for init containers without restartPolicy=Always";

    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static IEnumerable<Cause> Of(JsonObject spec, string path, HashSet<string> volumes)
    {
        if (spec.ListAt("containers") is not { Count: > 0 })
            yield return Cause.Required($"{path}.containers");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var container in spec["containers"].Objects())
        {
            var at = $"{path}.containers[{index++}]";
            foreach (var cause in Common(container, at, volumes).Concat(Unique(container, at, names)).Concat(ProbeValidation.OfLifecycle(container, at)).Concat(ProbeValidation.OfContainer(container, at)))
                yield return cause;
        }

        foreach (var cause in HostPorts(spec["containers"].Objects(), $"{path}.containers"))
            yield return cause;
        index = 0;
        foreach (var container in spec["initContainers"].Objects())
        {
            var at = $"{path}.initContainers[{index++}]";
            var own = container.TextAt("restartPolicy") is "Always"
                ? ProbeValidation.OfLifecycle(container, at).Concat(ProbeValidation.OfContainer(container, at))
                : Probes.Prepend("lifecycle").Where(name => container[name] is not null).Select(name => Cause.Forbidden($"{at}.{name}", NotForInit));
            foreach (var cause in Common(container, at, volumes).Concat(Unique(container, at, names)).Concat(own))
                yield return cause;
        }
    }

    /// <summary>What containers ask for and may use at most.</summary>
    public static IEnumerable<Cause> Resources(JsonObject container, string path)
    {
        var (limits, requests) = (container.ObjectAt("resources", "limits"), container.ObjectAt("resources", "requests"));
        foreach (var cause in Amounts(limits, $"{path}.resources.limits"))
            yield return cause;
        foreach (var cause in Amounts(requests, $"{path}.resources.requests"))
            yield return cause;
        foreach (var (name, request) in requests ?? [])
        {
            var asked = request.AsText() ?? "";
            var limit = limits?.TextAt(name);
            if (limit is null)
            {
                if (!MayOvercommit(name))
                    yield return Cause.Required($"{path}.resources.limits", "Limit must be set for non overcommitable resources");
            }
            else if (Quantities.Parse(limit) is { } most && Quantities.Parse(asked) is { } wanted)
            {
                if (wanted != most && !MayOvercommit(name))
                    yield return Cause.Invalid($"{path}.resources.requests", asked, $"must be equal to {name} limit of {limit}");
                else if (wanted > most)
                    yield return Cause.Invalid($"{path}.resources.requests", asked, $"must be less than or equal to {name} limit of {limit}");
            }
        }
    }

    private static IEnumerable<Cause> Common(JsonObject container, string path, HashSet<string> volumes) =>
    [
        .. Identity(container, path),
        .. ContainerPorts(container, $"{path}.ports"),
        .. EnvironmentValidation.Of(container, path),
        .. Mounts(container, $"{path}.volumeMounts", volumes),
        .. PodSpecValidation.Choice($"{path}.imagePullPolicy", container.TextAt("imagePullPolicy"), "Always", "IfNotPresent", "Never"),
        .. Resources(container, path),
        .. SecurityContext(container.ObjectAt("securityContext"), $"{path}.securityContext"),
    ];

    private static IEnumerable<Cause> Identity(JsonObject container, string path)
    {
        if (container.TextAt("name") is not { Length: > 0 } name)
            yield return Cause.Required($"{path}.name");
        else if (Names.LabelProblem(name) is { } problem)
            yield return Cause.Invalid($"{path}.name", name, problem);
        if (container.TextAt("image") is not { Length: > 0 } image)
            yield return Cause.Required($"{path}.image");
        else if (image.Trim().Length != image.Length)
            yield return Cause.Invalid($"{path}.image", image, "must not have leading or trailing whitespace");
    }

    private static IEnumerable<Cause> Unique(JsonObject container, string path, HashSet<string> names)
    {
        if (container.TextAt("name") is { Length: > 0 } name && !names.Add(name))
            yield return Cause.Duplicate($"{path}.name", name);
    }

    private static IEnumerable<Cause> ContainerPorts(JsonObject container, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var port in container["ports"].Objects())
        {
            var at = $"{path}[{index++}]";
            if (port.TextAt("name") is { Length: > 0 } name)
            {
                var problems = PortNames.Problems(name).ToList();
                foreach (var problem in problems)
                    yield return Cause.Invalid($"{at}.name", name, problem);
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

    private static IEnumerable<Cause> Mounts(JsonObject container, string path, HashSet<string> volumes)
    {
        var index = 0;
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mount in container["volumeMounts"].Objects())
        {
            var at = $"{path}[{index++}]";
            var volume = mount.TextAt("name") ?? "";
            if (volume.Length == 0)
                yield return Cause.Required($"{at}.name");
            if (!volumes.Contains(volume))
                yield return new Cause("FieldValueNotFound", $"Not found: \"{volume}\"", $"{at}.name");
            if (mount.TextAt("mountPath") is not { Length: > 0 } target)
                yield return Cause.Required($"{at}.mountPath");
            else if (!paths.Add(target))
                yield return Cause.Invalid($"{at}.mountPath", target, "must be unique");
            if (mount.TextAt("subPath") is { Length: > 0 } part)
            {
                if (part.StartsWith('/'))
                    yield return Cause.Invalid($"{path}.subPath", part, "must be a relative path");
                if (part.Split('/').Contains(".."))
                    yield return Cause.Invalid($"{path}.subPath", part, "must not contain '..'");
            }
        }
    }

    private static IEnumerable<Cause> SecurityContext(JsonObject? context, string path)
    {
        foreach (var cause in PodSpecValidation.Ids(path, context, "runAsUser", "runAsGroup"))
            yield return cause;
        if (context.FlagAt("allowPrivilegeEscalation") != false)
            yield break;
        if (context.FlagAt("privileged") == true)
            yield return Cause.Invalid(path, Internal(context), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        if (context.ObjectAt("capabilities")?["add"].Texts().Contains("CAP_SYS_ADMIN") == true)
            yield return Cause.Invalid(path, Internal(context), "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
    }

    private static JsonObject Internal(JsonObject? context) => InternalForm.Of(ApiTypes.Named("core.v1.SecurityContext"), context);

    private static IEnumerable<Cause> Amounts(JsonObject? amounts, string path)
    {
        foreach (var (name, value) in (amounts ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var at = $"{path}[{name}]";
            if (!name.Contains('/', StringComparison.Ordinal) && !IsStandard(name))
            {
                yield return Cause.Invalid(at, name, "must be a standard resource type or fully qualified");
                yield return Cause.Invalid(at, name, "must be a standard resource for containers");
            }

            if (Quantities.Parse(value.AsText() ?? "") is not { } amount)
                continue;
            if (amount < 0)
                yield return Cause.Invalid(at, value.AsText(), "must be greater than or equal to 0");
            if (!IsNative(name) && amount % 1_000_000_000 != 0)
                yield return Cause.Invalid(at, value.AsText(), "must be an integer");
        }
    }

    private static bool IsStandard(string name) => name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal);

    private static bool IsNative(string name) => !name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    private static bool MayOvercommit(string name) => IsNative(name) && !name.StartsWith("hugepages-", StringComparison.Ordinal);
}
