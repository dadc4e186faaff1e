using System.Text.Json.Nodes;
using LocalCluster.Admission;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the configuration of webhooks, in the order and the words of a real server.</summary>
internal static class WebhookConfigurationValidation
{
    private static readonly string[] Operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];

    public static IEnumerable<Cause> Validate(JsonObject configuration)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, hook) in configuration["webhooks"].Objects().Index())
        {
            var path = $"webhooks[{index}]";
            var name = hook.TextAt("name") ?? "";
            foreach (var cause in OfName(name, $"{path}.name").Concat(hook["rules"].Objects().SelectMany((rule, i) => OfRule(rule, $"{path}.rules[{i}]"))).Concat(OfHook(hook, path)).Concat(MatchConditions.Misfits(hook, $"{path}.")).Concat(OfVersions(hook, $"{path}.admissionReviewVersions")))
                yield return cause;
            if (name.Length > 0 && !names.Add(name))
                yield return Cause.Duplicate($"{path}.name", name);
        }
    }

    private static IEnumerable<Cause> OfName(string name, string path)
    {
        if (name.Length == 0)
            yield return Cause.Required(path);
        else if (Names.SubdomainProblems(name).ToList() is { Count: > 0 } problems)
            yield return Cause.Invalid(path, name, string.Join(',', problems));
        else if (name.Split('.').Length < 3)
            yield return Cause.Invalid(path, name, "should be a domain with at least three segments separated by dots");
    }

    private static IEnumerable<Cause> OfRule(JsonObject rule, string path)
    {
        foreach (var cause in Any(rule, path, "operations", "operations").Concat(rule["operations"].Texts().SelectMany((operation, index) => PodSpecValidation.Choice($"{path}.operations[{index}]", operation, Operations)))
            .Concat(Any(rule, path, "apiGroups", "API groups")).Concat(Any(rule, path, "apiVersions", "API versions"))
            .Concat(rule["apiVersions"].Texts().Index().Where(pair => pair.Item.Length == 0).Select(pair => Cause.Required($"{path}.apiVersions[{pair.Index}]")))
            .Concat(OfResources(rule, $"{path}.resources"))
            .Concat(PodSpecValidation.Choice($"{path}.scope", rule.TextAt("scope"), "*", "Cluster", "Namespaced")))
            yield return cause;
    }

    private static IEnumerable<Cause> Any(JsonObject rule, string path, string field, string named)
    {
        var values = rule[field].Texts().ToList();
        if (values.Count == 0)
            yield return Cause.Required($"{path}.{field}");
        if (values.Count > 1 && values.Contains("*"))
            yield return Cause.Invalid($"{path}.{field}", rule[field]!.DeepClone(), $"if '*' is present, must not specify other {named}");
    }

    private static IEnumerable<Cause> OfResources(JsonObject rule, string path)
    {
        var resources = rule["resources"].Texts().ToList();
        if (resources.Count == 0)
            yield return Cause.Required(path);
        foreach (var index in resources.Index().Where(pair => pair.Item.Length == 0).Select(pair => pair.Index))
            yield return Cause.Required($"{path}[{index}]");
        if (resources.Count > 1 && resources.Contains("*/*"))
            yield return Cause.Invalid(path, rule["resources"]!.DeepClone(), "if '*/*' is present, must not specify other resources");
        if (resources.Contains("*") && resources.Any(resource => resource is not ("*" or "") && !resource.Contains('/', StringComparison.Ordinal)))
            yield return Cause.Invalid(path, rule["resources"]!.DeepClone(), "if '*' is present, must not specify other resources without subresources");
    }

    private static IEnumerable<Cause> OfHook(JsonObject hook, string path)
    {
        foreach (var cause in PodSpecValidation.Choice($"{path}.failurePolicy", hook.TextAt("failurePolicy"), "Fail", "Ignore")
            .Concat(PodSpecValidation.Choice($"{path}.matchPolicy", hook.TextAt("matchPolicy"), "Equivalent", "Exact"))
            .Concat(hook.TextAt("sideEffects") is { } effects ? PodSpecValidation.Choice($"{path}.sideEffects", effects, "None", "NoneOnDryRun") : [Cause.Required($"{path}.sideEffects", "must specify one of None, NoneOnDryRun")]))
            yield return cause;
        if (hook.NumberAt("timeoutSeconds") is { } seconds and not (>= 1 and <= 30))
            yield return Cause.Invalid($"{path}.timeoutSeconds", seconds, "the timeout value must be between 1 and 30 seconds");
        var (url, service) = (hook.TextAt("clientConfig", "url"), hook.ObjectAt("clientConfig", "service"));
        foreach (var cause in SelectorValidation.Selector(hook.ObjectAt("namespaceSelector"), $"{path}.namespaceSelector")
            .Concat(SelectorValidation.Selector(hook.ObjectAt("objectSelector"), $"{path}.objectSelector"))
            .Concat(PodSpecValidation.Choice($"{path}.reinvocationPolicy", hook.TextAt("reinvocationPolicy"), "IfNeeded", "Never"))
            .Concat(url is null == service is null ? [Cause.Required($"{path}.clientConfig", "exactly one of url or service is required")]
                : url is not null ? OfUrl(url, $"{path}.clientConfig.url") : OfService(service!, $"{path}.clientConfig.service")))
            yield return cause;
    }

    private static IEnumerable<Cause> OfUrl(string url, string path)
    {
        (string Value, string Problem)? wrong = !Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? (url, "url must be a valid URL")
            : parsed.Scheme is not "https" ? (parsed.Scheme, "'https' is the only allowed URL scheme")
            : parsed.Host.Length == 0 ? ("", "host must be specified")
            : parsed.UserInfo.Length > 0 ? (parsed.UserInfo, "user information is not permitted in the URL")
            : parsed.Fragment.Length > 0 ? (parsed.Fragment[1..], "fragments are not permitted in the URL")
            : parsed.Query.Length > 0 ? (parsed.Query[1..], "query parameters are not permitted in the URL")
            : null;
        return wrong is { } found ? [Cause.Invalid(path, found.Value, $"{found.Problem}; desired format: https://host[/path]")] : [];
    }

    private static IEnumerable<Cause> OfService(JsonObject service, string path)
    {
        foreach (var field in new[] { "name", "namespace" }.Where(field => service.TextAt(field) is null or ""))
            yield return Cause.Required($"{path}.{field}", $"service {field} is required");
        if (service.NumberAt("port") is { } port && !PortNames.IsNumber(port))
            yield return Cause.Invalid($"{path}.port", port, $"port is not valid: {PortNames.Range}");
        if (service.TextAt("path") is not { Length: > 0 } way || way is "/")
            yield break;
        if (!way.StartsWith('/'))
            yield return Cause.Invalid($"{path}.path", way, "must start with a '/'");
        var steps = way[1..].EndsWith('/') ? way[1..^1] : way[1..];
        foreach (var (index, step) in steps.Split('/').Index())
        {
            foreach (var problem in step.Length == 0 ? [$"segment[{index}] may not be empty"] : Names.SubdomainProblems(step).Select(problem => $"segment[{index}]: {problem}"))
                yield return Cause.Invalid($"{path}.path", way, problem);
        }
    }

    private static IEnumerable<Cause> OfVersions(JsonObject hook, string path)
    {
        var versions = hook["admissionReviewVersions"].Texts().ToList();
        if (versions.Count == 0)
        {
            yield return Cause.Required(path, "must specify one of v1, v1beta1");
            yield break;
        }

        foreach (var (index, version) in versions.Index())
        {
            foreach (var cause in versions.IndexOf(version) < index ? [Cause.Invalid($"{path}[{index}]", version, "duplicate version")] : Cause.Each($"{path}[{index}]", version, Names.ServiceProblems(version)))
                yield return cause;
        }

        if (!versions.Any(version => version is "v1" or "v1beta1"))
            yield return Cause.Invalid(path, hook["admissionReviewVersions"]!.DeepClone(), "must include at least one of v1, v1beta1");
    }
}
