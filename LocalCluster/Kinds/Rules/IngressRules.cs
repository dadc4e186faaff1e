using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with an Ingress.</summary>
internal static class IngressRules
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private const string NotAbsolute = "must be an absolute path";
    private const string AnAddress = "must be a DNS name, not an IP address";

    private static readonly string[] PathTypes = ["Exact", "ImplementationSpecific", "Prefix"];

    public static IEnumerable<Cause> Validate(JsonObject? old, JsonObject ingress)
    {
        var spec = ingress.ObjectAt("spec") ?? [];
        if (spec.ListAt("rules") is null or { Count: 0 } && spec.ObjectAt("defaultBackend") is null)
            yield return Cause.Invalid("spec", null, "either `defaultBackend` or `rules` must be specified");
        foreach (var cause in (spec.ObjectAt("defaultBackend") is { } backend ? OfBackend(backend, "spec.defaultBackend") : [])
            .Concat(spec["rules"].Objects().SelectMany((rule, index) => OfRule(rule, $"spec.rules[{index}]")))
            .Concat(spec["tls"].Objects().SelectMany((tls, index) => OfTls(tls, $"spec.tls[{index}]")))
            .Concat(spec.TextAt("ingressClassName") is { } name ? Cause.Each("spec.ingressClassName", name, Names.SubdomainProblems(name)) : []))
            yield return cause;
        if (old is null && ingress.TextAt("metadata", "annotations", ClassAnnotation) is { } annotated && spec.TextAt("ingressClassName") is { } given && annotated != given)
            yield return Cause.Invalid($"annotations.{ClassAnnotation}", annotated, "must match `ingressClassName` when both are specified");
    }

    private static IEnumerable<Cause> OfTls(JsonObject tls, string path)
    {
        foreach (var cause in tls["hosts"].Texts().SelectMany((host, index) => Cause.Each($"{path}.hosts[{index}]", host, HostProblems(host))))
            yield return cause;
        if (tls.TextAt("secretName") is { Length: > 0 } secret)
        {
            foreach (var cause in Cause.Each($"{path}.secretName", secret, Names.SubdomainProblems(secret)))
                yield return cause;
        }
    }

    private static IEnumerable<string> HostProblems(string host) => host.Contains('*', StringComparison.Ordinal) ? Names.WildcardProblems(host) : Names.SubdomainProblems(host);

    private static IEnumerable<Cause> OfRule(JsonObject rule, string path)
    {
        if (rule.TextAt("host") is { Length: > 0 } host)
        {
            if (IpAddresses.Parse(host) is not null)
                yield return Cause.Invalid($"{path}.host", host, AnAddress);
            foreach (var cause in Cause.Each($"{path}.host", host, HostProblems(host)))
                yield return cause;
        }

        if (rule.ObjectAt("http") is not { } http)
            yield break;
        if (http.ListAt("paths") is not { Count: > 0 })
            yield return Cause.Required($"{path}.http.paths");
        foreach (var cause in http["paths"].Objects().SelectMany((way, index) => OfPath(way, $"{path}.http.paths[{index}]")))
            yield return cause;
    }

    private static IEnumerable<Cause> OfPath(JsonObject way, string path)
    {
        if (way.TextAt("pathType") is not { } type)
        {
            yield return Cause.Required($"{path}.pathType", "pathType must be specified");
            yield break;
        }

        var text = way.TextAt("path") ?? "";
        foreach (var problem in type is "Exact" or "Prefix" ? PathProblems(text) : type is "ImplementationSpecific" && text is [not '/', ..] ? [NotAbsolute] : [])
            yield return Cause.Invalid($"{path}.path", text, problem);
        foreach (var cause in PodSpecValidation.Choice($"{path}.pathType", type, PathTypes).Concat(OfBackend(way.ObjectAt("backend") ?? [], $"{path}.backend")))
            yield return cause;
    }

    private static IEnumerable<string> PathProblems(string path)
    {
        if (!path.StartsWith('/'))
            yield return NotAbsolute;
        foreach (var part in new[] { "//", "/./", "/../", "%2f", "%2F" }.Where(part => path.Contains(part, StringComparison.Ordinal)))
            yield return $"must not contain '{part}'";
        foreach (var end in new[] { "/..", "/." }.Where(end => path.EndsWith(end, StringComparison.Ordinal)))
            yield return $"cannot end with '{end}'";
    }

    private static IEnumerable<Cause> OfBackend(JsonObject backend, string path) => (backend.ObjectAt("service"), backend.ObjectAt("resource")) switch
    {
        ({ }, { }) => [Cause.Invalid(path, "", "cannot set both resource and service backends")],
        (null, { } resource) => OfResource(resource, $"{path}.resource"),
        ({ } service, null) => OfService(service, path),
        _ => [Cause.Invalid(path, "", "resource or service backend is required")],
    };

    private static IEnumerable<Cause> OfService(JsonObject service, string path)
    {
        foreach (var cause in service.TextAt("name") is { Length: > 0 } name ? Cause.Each($"{path}.service.name", name, Names.ServiceProblems(name)) : [Cause.Required($"{path}.service.name")])
            yield return cause;
        var (port, number) = (service.TextAt("port", "name") ?? "", service.NumberAt("port", "number") ?? 0);
        foreach (var cause in (port.Length > 0, number != 0) switch
        {
            (true, true) => [Cause.Invalid(path, "", "cannot set both port name & port number")],
            (true, false) => Cause.Each($"{path}.service.port.name", port, PortNames.Problems(port)),
            (false, true) => PortNames.IsNumber(number) ? [] : [Cause.Invalid($"{path}.service.port.number", number, PortNames.Range)],
            _ => [Cause.Required(path, "port name or number is required")],
        })
            yield return cause;
    }

    private static IEnumerable<Cause> OfResource(JsonObject resource, string path)
    {
        foreach (var cause in resource.TextAt("apiGroup") is { } group ? Cause.Each($"{path}.apiGroup", group, Names.SubdomainProblems(group)) : [])
            yield return cause;
        foreach (var field in new[] { "kind", "name" })
        {
            foreach (var cause in resource.TextAt(field) is { Length: > 0 } value ? Cause.Each($"{path}.{field}", value, Names.PathSegmentProblems(value)) : [Cause.Required($"{path}.{field}")])
                yield return cause;
        }
    }
}
