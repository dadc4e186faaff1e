using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with a new pod spec, in a pod as in a template, in the order and the words of a real server. Not all that it checks.</summary>
internal static class PodSpecValidation
{
    private const string SecondSource = "may not specify more than 1 volume type";

    // In the order in which a real server looks for them.
    private static readonly (string Source, string? Required)[] Sources =
    [
        ("emptyDir", null), ("hostPath", "path"), ("gitRepo", null), ("gcePersistentDisk", null), ("awsElasticBlockStore", null), ("secret", "secretName"), ("nfs", "server"),
        ("iscsi", null), ("persistentVolumeClaim", "claimName"), ("downwardAPI", null), ("fc", null), ("azureFile", null), ("configMap", "name"), ("projected", null),
        ("csi", "driver"), ("ephemeral", null), ("image", null),
    ];

    public static IEnumerable<Cause> Of(JsonObject spec, string path)
    {
        var volumes = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. Volumes(spec, $"{path}.volumes", volumes),
            .. ContainerValidation.Of(spec, path, volumes),
            .. Choice($"{path}.restartPolicy", spec.TextAt("restartPolicy"), "Always", "OnFailure", "Never"),
            .. Choice($"{path}.dnsPolicy", spec.TextAt("dnsPolicy"), "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
            .. Labels($"{path}.nodeSelector", spec.ObjectAt("nodeSelector")),
            .. SecurityContext($"{path}.securityContext", spec.ObjectAt("securityContext")),
            .. PodAffinities.Validate(spec.ObjectAt("affinity"), $"{path}.affinity"),
            .. Spreads(spec, $"{path}.topologySpreadConstraints"),
            .. Named($"{path}.serviceAccountName", spec.TextAt("serviceAccountName"), Names.SubdomainProblem),
            .. Named($"{path}.nodeName", spec.TextAt("nodeName"), Names.SubdomainProblem),
            .. spec.NumberAt("activeDeadlineSeconds") is { } seconds and not (>= 1 and <= int.MaxValue)
                ? [Cause.Invalid($"{path}.activeDeadlineSeconds", seconds, $"must be between 1 and {int.MaxValue}, inclusive")] : Array.Empty<Cause>(),
            .. Named($"{path}.hostname", spec.TextAt("hostname"), Names.LabelProblem),
            .. Named($"{path}.subdomain", spec.TextAt("subdomain"), Names.LabelProblem),
            .. spec["tolerations"].Objects().SelectMany((toleration, index) => Toleration(toleration, $"{path}.tolerations[{index}]")),
        ];
    }

    /// <summary>A value that must be one of these; an absent one has its default.</summary>
    public static IEnumerable<Cause> Choice(string path, string? value, params string[] choices) =>
        value is null || choices.Contains(value) ? [] : [Cause.NotSupported(path, value, choices)];

    /// <summary>The numbers of users and groups.</summary>
    public static IEnumerable<Cause> Ids(string path, JsonObject? context, params string[] fields) => fields
        .Where(field => context.NumberAt(field) is not (null or (>= 0 and <= int.MaxValue)))
        .Select(field => Cause.Invalid($"{path}.{field}", context!.NumberAt(field), $"must be between 0 and {int.MaxValue}, inclusive"));

    private static IEnumerable<Cause> Named(string path, string? value, Func<string, string?> rule) =>
        value is { Length: > 0 } && rule(value) is { } problem ? [Cause.Invalid(path, value, problem)] : [];

    private static IEnumerable<Cause> Labels(string path, JsonObject? labels)
    {
        foreach (var (key, value) in labels ?? [])
        {
            if (LabelGrammar.KeyProblem(key) is { } problem)
                yield return Cause.Invalid(path, key, problem);
            if (value.AsText() is { } text && LabelGrammar.ValueProblem(text) is { } wrong)
                yield return Cause.Invalid(path, text, wrong);
        }
    }

    private static IEnumerable<Cause> Volumes(JsonObject spec, string path, HashSet<string> known)
    {
        var index = 0;
        foreach (var volume in spec["volumes"].Objects())
        {
            var causes = Volume(volume, $"{path}[{index++}]", known).ToList();
            // What is wrong in itself can be mounted by nobody.
            if (causes.Count == 0)
                _ = known.Add(volume.TextAt("name")!);
            foreach (var cause in causes)
                yield return cause;
        }
    }

    private static IEnumerable<Cause> Volume(JsonObject volume, string path, HashSet<string> known)
    {
        var isFirst = true;
        foreach (var (source, required) in Sources)
        {
            if (volume.ObjectAt(source) is not { } given)
                continue;
            if (!isFirst)
                yield return Cause.Forbidden($"{path}.{source}", SecondSource);
            else if (required is not null && given.TextAt(required) is null or "")
                yield return Cause.Required($"{path}.{source}.{required}");
            else if (given.NumberAt("defaultMode") is not (null or (>= 0 and <= 511)))
                yield return Cause.Invalid($"{path}.{source}.defaultMode", given.NumberAt("defaultMode"), "must be a number between 0 and 0777 (octal), both inclusive");
            isFirst = false;
        }

        var name = volume.TextAt("name") ?? "";
        if (name.Length == 0)
            yield return Cause.Required($"{path}.name");
        else if (Names.LabelProblem(name) is { } problem)
            yield return Cause.Invalid($"{path}.name", name, problem);
        if (known.Contains(name))
            yield return Cause.Duplicate($"{path}.name", name);
    }

    private static IEnumerable<Cause> SecurityContext(string path, JsonObject? context)
    {
        foreach (var cause in Ids(path, context, "fsGroup"))
            yield return cause;
        var index = 0;
        foreach (var group in context.ListAt("supplementalGroups") ?? [])
        {
            if (group.AsNumber() is { } id and not (>= 0 and <= int.MaxValue))
                yield return Cause.Invalid($"{path}.supplementalGroups[{index}]", id, $"must be between 0 and {int.MaxValue}, inclusive");
            index++;
        }

        foreach (var cause in Ids(path, context, "runAsUser", "runAsGroup"))
            yield return cause;
    }

    private static IEnumerable<Cause> Spreads(JsonObject spec, string path)
    {
        var index = 0;
        foreach (var spread in spec["topologySpreadConstraints"].Objects())
        {
            var at = $"{path}[{index++}]";
            if (spread.NumberAt("maxSkew") is not > 0)
                yield return Cause.Invalid($"{at}.maxSkew", spread.NumberAt("maxSkew") ?? 0, "must be greater than 0");
            if (spread.TextAt("topologyKey") is null or "")
                yield return Cause.Required($"{at}.topologyKey", "can not be empty");
            foreach (var cause in Choice($"{at}.whenUnsatisfiable", spread.TextAt("whenUnsatisfiable") ?? "", "DoNotSchedule", "ScheduleAnyway"))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> Toleration(JsonObject toleration, string path)
    {
        var (key, value, effect) = (toleration.TextAt("key") ?? "", toleration.TextAt("value") ?? "", toleration.TextAt("effect") ?? "");
        var @operator = toleration.TextAt("operator") ?? "";
        if (key.Length > 0 && LabelGrammar.KeyProblem(key) is { } problem)
            yield return Cause.Invalid($"{path}.key", key, problem);
        if (key.Length == 0 && @operator is not "Exists")
            yield return Cause.Invalid($"{path}.operator", @operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        if (toleration["tolerationSeconds"] is not null && effect is not "NoExecute")
            yield return Cause.Invalid($"{path}.effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        switch (@operator)
        {
            case "" or "Equal":
                if (LabelGrammar.ValueProblem(value) is { } wrong)
                    yield return Cause.Invalid($"{path}.operator", value, wrong);
                break;
            case "Exists":
                if (value.Length > 0)
                    yield return Cause.Invalid($"{path}.operator", InternalForm.Of(ApiTypes.Named("core.v1.Toleration"), toleration), "value must be empty when `operator` is 'Exists'");
                break;
            default:
                yield return Cause.NotSupported($"{path}.operator", @operator, ["Equal", "Exists"]);
                break;
        }

        foreach (var cause in Choice($"{path}.effect", effect.Length == 0 ? null : effect, "NoSchedule", "PreferNoSchedule", "NoExecute"))
            yield return cause;
    }
}
