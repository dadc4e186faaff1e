using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the environment of a container.</summary>
internal static class EnvironmentValidation
{
    private const string TooMany = "may not have more than one field specified at a time";
    private const string AmountsOfMemory = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";

    private static readonly string[] Sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];

    // Fields of a pod that an API version knows, and those that a variable can hold.
    private static readonly string[] Known =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName", "spec.schedulerName",
        "status.phase", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs", "metadata.annotations", "metadata.labels",
    ];

    private static readonly string[] Usable =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] Resources = ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    public static IEnumerable<Cause> Of(JsonObject container, string path)
    {
        foreach (var (index, variable) in container["env"].Objects().Index())
        {
            foreach (var cause in OfVariable(variable, $"{path}.env[{index}]"))
                yield return cause;
        }

        foreach (var (index, source) in container["envFrom"].Objects().Index())
        {
            foreach (var cause in OfSource(source, $"{path}.envFrom", index))
                yield return cause;
        }
    }

    /// <param name="field">A reference to a field of the pod.</param>
    /// <param name="path">Of the reference.</param>
    /// <param name="usable">Fields that may be asked for as a whole, in order.</param>
    public static IEnumerable<Cause> OfField(JsonObject field, string path, IEnumerable<string> usable)
    {
        if (field.TextAt("fieldPath") is not { Length: > 0 } asked)
            return [Cause.Required($"{path}.fieldPath")];

        // metadata.labels['name'] asks for one of many.
        var (plain, key) = asked.EndsWith("']", StringComparison.Ordinal) && asked.IndexOf("['", StringComparison.Ordinal) is > 0 and var bracket
            ? (asked[..bracket], asked[(bracket + 2)..^2]) : (asked, null);
        if (!Known.Contains(plain))
            return [Cause.Invalid($"{path}.fieldPath", asked, $"error converting fieldPath: field label not supported: {asked}")];
        if (key is null)
            return usable.Contains(plain) ? [] : [Cause.NotSupported($"{path}.fieldPath", asked, usable)];
        return plain switch
        {
            "metadata.labels" => Cause.Each(path, key, LabelGrammar.KeyProblems(key)),
            "metadata.annotations" => Cause.Each(path, key.ToLowerInvariant(), LabelGrammar.KeyProblems(key.ToLowerInvariant())),
            _ => [Cause.Invalid(path, plain, "does not support subscript")],
        };
    }

    /// <param name="reference">To what a container requests or is limited to.</param>
    /// <param name="path">Of the reference.</param>
    /// <param name="needsContainer">It does not stand in a container, and must name one.</param>
    public static IEnumerable<Cause> OfResource(JsonObject reference, string path, bool needsContainer)
    {
        var resource = reference.TextAt("resource") ?? "";
        var isHuge = resource.StartsWith("limits.hugepages-", StringComparison.Ordinal) || resource.StartsWith("requests.hugepages-", StringComparison.Ordinal);
        if (needsContainer && reference.TextAt("containerName") is null or "")
            yield return Cause.Required($"{path}.containerName");
        else if (resource.Length == 0)
            yield return Cause.Required($"{path}.resource");
        else if (!Resources.Contains(resource) && !isHuge)
            yield return Cause.NotSupported($"{path}.resource", resource, Resources);
        if (reference.TextAt("divisor") is not { Length: > 0 } divisor || Quantities.Parse(divisor) is null or { IsZero: true })
            yield break;
        var isOfCpu = resource.EndsWith(".cpu", StringComparison.Ordinal);
        var (allowed, name) = isOfCpu ? ("1m and 1", "cpu") : (AmountsOfMemory, isHuge ? "hugepages" : resource.EndsWith(".memory", StringComparison.Ordinal) ? "memory" : "local ephemeral storage");
        if ((Resources.Contains(resource) || isHuge) && !(isOfCpu ? "1m, 1" : AmountsOfMemory).Split(", ").Contains(divisor))
            yield return Cause.Invalid($"{path}.divisor", resource, $"only divisor's values {allowed} are supported with the {name} resource");
    }

    private static IEnumerable<Cause> OfVariable(JsonObject variable, string path)
    {
        if (variable.TextAt("name") is not { Length: > 0 } name)
            yield return Cause.Required($"{path}.name");
        else if (NameProblem(name) is { } problem)
            yield return Cause.Invalid($"{path}.name", name, problem);
        if (variable.ObjectAt("valueFrom") is not { } from)
            yield break;
        var at = $"{path}.valueFrom";
        foreach (var cause in (from.ObjectAt("fieldRef") is { } field ? OfField(field, $"{at}.fieldRef", Usable) : [])
            .Concat(from.ObjectAt("resourceFieldRef") is { } resource ? OfResource(resource, $"{at}.resourceFieldRef", needsContainer: false) : [])
            .Concat(new[] { "configMapKeyRef", "secretKeyRef" }.SelectMany(kind => from.ObjectAt(kind) is { } reference ? OfKey(reference, $"{at}.{kind}") : [])))
            yield return cause;
        var count = Sources.Count(source => from[source] is not null);
        if (count == 0)
            yield return Cause.Invalid(at, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        else if (variable.TextAt("value") is { Length: > 0 })
            yield return Cause.Invalid(at, "", "may not be specified when `value` is not empty");
        else if (count > 1)
            yield return Cause.Invalid(at, "", TooMany);
    }

    private static IEnumerable<Cause> OfKey(JsonObject reference, string path)
    {
        var name = reference.TextAt("name") ?? "";
        return Cause.Each($"{path}.name", name, Names.SubdomainProblems(name))
            .Concat(reference.TextAt("key") is { Length: > 0 } key ? Cause.Each($"{path}.key", key, DataKeys.Problems(key)) : [Cause.Required($"{path}.key")]);
    }

    private static IEnumerable<Cause> OfSource(JsonObject source, string path, int index)
    {
        var at = $"{path}[{index}]";
        if (source.TextAt("prefix") is { Length: > 0 } prefix && NameProblem(prefix) is { } problem)
            yield return Cause.Invalid($"{at}.prefix", prefix, problem);
        var count = 0;
        foreach (var kind in new[] { "configMapRef", "secretRef" })
        {
            if (source.ObjectAt(kind) is not { } reference)
                continue;
            count++;
            foreach (var cause in reference.TextAt("name") is { Length: > 0 } name ? Cause.Each($"{at}.{kind}.name", name, Names.SubdomainProblems(name)) : [Cause.Required($"{at}.{kind}.name")])
                yield return cause;
        }

        // Told of the list, not of the item in it.
        if (count == 0)
            yield return Cause.Invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
        else if (count > 1)
            yield return Cause.Invalid(path, "", TooMany);
    }

    private static string? NameProblem(string name) =>
        name.All(c => c is >= ' ' and <= '~' and not '=') ? null : "a valid environment variable name must consist only of printable ASCII characters other than '='";
}
