using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the environment of a container.</summary>
internal static class EnvironmentValidation
{
    private const string TooMany = "may not have more than one field specified at a time";

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

    public static IEnumerable<Cause> Of(JsonObject container, string path)
    {
        foreach (var (index, variable) in container["env"].Objects().Index())
        {
            foreach (var cause in OfVariable(variable, $"{path}.env[{index}]"))
                yield return cause;
        }

        foreach (var (index, source) in container["envFrom"].Objects().Index())
        {
            foreach (var cause in OfSource(source, $"{path}.envFrom[{index}]"))
                yield return cause;
        }
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
        if (from.ObjectAt("fieldRef") is { } field)
        {
            foreach (var cause in OfField(field, $"{at}.fieldRef"))
                yield return cause;
        }

        foreach (var kind in new[] { "configMapKeyRef", "secretKeyRef" })
        {
            if (from.ObjectAt(kind) is not { } reference)
                continue;
            if (reference.TextAt("name") is null or "")
                yield return Cause.Required($"{at}.{kind}.name");
            if (reference.TextAt("key") is not { Length: > 0 })
                yield return Cause.Required($"{at}.{kind}.key");
        }

        var count = Sources.Count(source => from[source] is not null);
        if (count == 0)
            yield return Cause.Invalid(at, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        else if (variable.TextAt("value") is { Length: > 0 })
            yield return Cause.Invalid(at, "", "may not be specified when `value` is not empty");
        else if (count > 1)
            yield return Cause.Invalid(at, "", TooMany);
    }

    private static IEnumerable<Cause> OfField(JsonObject field, string path)
    {
        if (field.TextAt("fieldPath") is not { Length: > 0 } asked)
        {
            yield return Cause.Required($"{path}.fieldPath");
            yield break;
        }

        // metadata.labels['name'] asks for one of many.
        var bracket = asked.IndexOf('[', StringComparison.Ordinal);
        var plain = bracket < 0 ? asked : asked[..bracket];
        if (bracket >= 0 && plain is "metadata.labels" or "metadata.annotations")
            yield break;
        if (!Known.Contains(plain))
            yield return Cause.Invalid($"{path}.fieldPath", asked, $"error converting fieldPath: field label not supported: {asked}");
        else if (!Usable.Contains(plain))
            yield return Cause.NotSupported($"{path}.fieldPath", asked, Usable.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Cause> OfSource(JsonObject source, string path)
    {
        if (source.TextAt("prefix") is { Length: > 0 } prefix && NameProblem(prefix) is { } problem)
            yield return Cause.Invalid($"{path}.prefix", prefix, problem);
        var count = 0;
        foreach (var kind in new[] { "configMapRef", "secretRef" })
        {
            if (source.ObjectAt(kind) is not { } reference)
                continue;
            count++;
            if (reference.TextAt("name") is null or "")
                yield return Cause.Required($"{path}.{kind}.name");
        }

        if (count == 0)
            yield return Cause.Invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
        else if (count > 1)
            yield return Cause.Invalid(path, "", TooMany);
    }

    private static string? NameProblem(string name) =>
        name.All(c => c is >= ' ' and <= '~' and not '=') ? null : "a valid environment variable name must consist only of printable ASCII characters other than '='";
}
