using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Shared.Submission.Conversion;

namespace Cli.Conversion;

/// <summary>One difference between an old specification and today's. Changes the specification; returns what cannot be kept.</summary>
internal delegate IEnumerable<LostSetting> LegacyRule(JsonObject spec);

/// <summary>
/// From <c>v1alpha1</c>, <c>v1beta1</c> and the early <c>v1beta2</c> of Google's operator to today's <c>v1beta2</c>. Source: the history of
/// <c>pkg/apis/sparkoperator.k8s.io</c> of that operator.
/// </summary>
internal static class LegacyRules
{
    private static readonly string[] Roles = ["driver", "executor"];

    // Keys that a pod's security context has and a container's has not.
    private static readonly string[] PodSecurityKeys = ["fsGroup", "fsGroupChangePolicy", "supplementalGroups", "supplementalGroupsPolicy", "sysctls"];

    public static readonly ImmutableArray<LegacyRule> InOrder =
    [
        Dropped("initContainerImage", "Spark has no init container for dependencies since 2.4; deps needs none."),
        Dropped("logsLocation", "nothing reads it any more."),
        Dropped("submissionByUser", "nothing reads it any more."),
        Dropped("submissionClientTemplate", "nothing reads it any more."),
        Dropped("deps.jarsDownloadDir", "Spark chooses the folder itself."),
        Dropped("deps.filesDownloadDir", "Spark chooses the folder itself."),
        Dropped("deps.downloadTimeout", "Spark has no such limit any more."),
        Dropped("deps.maxSimultaneousDownloads", "Spark has no such limit any more."),
        Renamed("sparkConigMap", "sparkConfigMap"),
        Renamed("hadoopConigMap", "hadoopConfigMap"),
        Renamed("deps.jarFiles", "deps.jars"),
        .. Roles.SelectMany(role => new[]
        {
            Renamed($"{role}.{role}ConigMaps", $"{role}.configMaps"),
            Renamed($"{role}.{role}ConfigMaps", $"{role}.configMaps"),
            Renamed($"{role}.{role}Secrets", $"{role}.secrets"),
            Renamed($"{role}.{role}EnvVars", $"{role}.envVars"),
            Dropped($"{role}.command", $"a command belongs into {role}.template."),
            Dropped($"{role}.args", $"arguments belong into {role}.template."),
            spec => FractionalCores(spec, role),
            spec => PodSecurity(spec, role),
            spec => Variables(spec, role),
            spec => DelegationTokens(spec, role),
        }),
        RestartPolicyText,
        Renamed("maxSubmissionRetries", "restartPolicy.onSubmissionFailureRetries"),
        Renamed("submissionRetryInterval", "restartPolicy.onSubmissionFailureRetryInterval"),
        Renamed("failureRetries", "restartPolicy.onFailureRetries"),
        Renamed("retryInterval", "restartPolicy.onFailureRetryInterval"),
        NullsOfOldClients,
    ];

    private static LegacyRule Dropped(string path, string why) => spec => Take(spec, path) is null ? [] : [new LostSetting($"spec.{path}", why)];

    private static LegacyRule Renamed(string from, string to) => spec =>
    {
        if (Take(spec, from) is not { } value)
            return [];

        var (parent, name) = Parent(spec, to, create: true);
        if (parent!.ContainsKey(name))
            return [new LostSetting($"spec.{from}", $"spec.{to} is set too, and stays.")];
        parent[name] = value;
        return [];
    };

    private static IEnumerable<LostSetting> RestartPolicyText(JsonObject spec)
    {
        if (spec["restartPolicy"] is JsonValue policy && policy.TryGetValue<string>(out var type))
            spec["restartPolicy"] = new JsonObject { ["type"] = type.Length == 0 ? "Never" : type };
        return [];
    }

    // Half a core once was cores: 0.5; today cores are whole and the request says the rest.
    private static IEnumerable<LostSetting> FractionalCores(JsonObject spec, string role)
    {
        if (spec[role] is not JsonObject pod || pod["cores"] is not JsonValue value
            || !decimal.TryParse(value.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cores))
        {
            return [];
        }

        var whole = (int)Math.Max(1, decimal.Ceiling(cores));
        pod["cores"] = whole;
        if (cores != decimal.Truncate(cores) && !pod.ContainsKey("coreRequest"))
            pod["coreRequest"] = string.Create(CultureInfo.InvariantCulture, $"{cores * 1000:0}m");
        return [];
    }

    private static IEnumerable<LostSetting> PodSecurity(JsonObject spec, string role)
    {
        if (spec[role] is not JsonObject pod || pod["securityContext"] is not JsonObject context || pod.ContainsKey("podSecurityContext")
            || !PodSecurityKeys.Any(context.ContainsKey))
        {
            return [];
        }

        pod.Remove("securityContext");
        pod["podSecurityContext"] = context;
        return [];
    }

    private static IEnumerable<LostSetting> Variables(JsonObject spec, string role)
    {
        if (spec[role] is not JsonObject pod || pod["envVars"] is not JsonObject variables)
            return [];

        pod.Remove("envVars");
        var list = pod["env"] as JsonArray ?? [];
        foreach (var (name, value) in variables)
            list.Add((JsonNode)new JsonObject { ["name"] = name, ["value"] = value?.DeepClone() });
        pod["env"] = list;
        return [];
    }

    private static IEnumerable<LostSetting> DelegationTokens(JsonObject spec, string role)
    {
        foreach (var secret in (spec[role]?["secrets"] as JsonArray ?? []).OfType<JsonObject>().Where(secret => secret["secretType"]?.ToString() == "HDFSDelegationToken"))
            secret["secretType"] = "HadoopDelegationToken";
        return [];
    }

    // Go clients once wrote what was not set as null.
    private static IEnumerable<LostSetting> NullsOfOldClients(JsonObject spec)
    {
        RemoveNulls(spec);
        return [];
    }

    private static void RemoveNulls(JsonObject members)
    {
        foreach (var (name, value) in members.ToList())
        {
            if (value is null)
                members.Remove(name);
            else if (value is JsonObject child)
                RemoveNulls(child);
        }
    }

    private static JsonNode? Take(JsonObject spec, string path)
    {
        var (parent, name) = Parent(spec, path, create: false);
        if (parent?[name] is not { } value)
            return null;

        parent.Remove(name);
        return value;
    }

    private static (JsonObject? Parent, string Name) Parent(JsonObject spec, string path, bool create)
    {
        var names = path.Split('.');
        JsonObject? parent = spec;
        foreach (var name in names[..^1])
        {
            if (create && parent![name] is null)
                parent[name] = new JsonObject();
            parent = parent?[name] as JsonObject;
        }

        return (parent, names[^1]);
    }
}
