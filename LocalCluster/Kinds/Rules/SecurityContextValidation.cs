using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the identities and the privileges of a pod and of its containers.</summary>
internal static class SecurityContextValidation
{
    private static readonly string[] Profiles = ["Localhost", "RuntimeDefault", "Unconfined"];

    public static IEnumerable<Cause> OfPod(JsonObject spec, string path)
    {
        var context = spec.ObjectAt("securityContext");
        foreach (var cause in Ids(path, context, "fsGroup", "runAsUser", "runAsGroup"))
            yield return cause;
        foreach (var (index, group) in (context.ListAt("supplementalGroups") ?? []).Index())
        {
            if (group.AsNumber() is { } id && !IsId(id))
                yield return Cause.Invalid($"{path}.supplementalGroups[{index}]", id, IdRange);
        }

        if (spec.FlagAt("shareProcessNamespace") == true && spec.FlagAt("hostPID") == true)
            yield return Cause.Invalid($"{path}.shareProcessNamespace", true, "ShareProcessNamespace and HostPID cannot both be enabled");
        foreach (var cause in PodSpecValidation.Choice($"{path}.fsGroupChangePolicy", context.TextAt("fsGroupChangePolicy"), "Always", "OnRootMismatch")
            .Concat(Seccomp(context.ObjectAt("seccompProfile"), $"{path}.seccompProfile"))
            .Concat(AppArmor(context.ObjectAt("appArmorProfile"), $"{path}.appArmorProfile"))
            .Concat(PodSpecValidation.Choice($"{path}.supplementalGroupsPolicy", context.TextAt("supplementalGroupsPolicy"), "Merge", "Strict"))
            .Concat(PodSpecValidation.Choice($"{path}.seLinuxChangePolicy", context.TextAt("seLinuxChangePolicy"), "MountOption", "Recursive")))
            yield return cause;
    }

    public static IEnumerable<Cause> OfContainer(JsonObject? context, string path)
    {
        foreach (var cause in Ids(path, context, "runAsUser", "runAsGroup")
            .Concat(PodSpecValidation.Choice($"{path}.procMount", context.TextAt("procMount"), "Default", "Unmasked"))
            .Concat(Seccomp(context.ObjectAt("seccompProfile"), $"{path}.seccompProfile")))
            yield return cause;
        if (context.FlagAt("allowPrivilegeEscalation") == false)
        {
            if (context.FlagAt("privileged") == true)
                yield return Cause.Invalid(path, Internal("SecurityContext", context), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
            if (context.ObjectAt("capabilities")?["add"].Texts().Contains("CAP_SYS_ADMIN") == true)
                yield return Cause.Invalid(path, Internal("SecurityContext", context), "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }

        foreach (var cause in AppArmor(context.ObjectAt("appArmorProfile"), $"{path}.appArmorProfile"))
            yield return cause;
    }

    private static string IdRange => $"must be between 0 and {int.MaxValue}, inclusive";

    private static bool IsId(long id) => id is >= 0 and <= int.MaxValue;

    private static IEnumerable<Cause> Ids(string path, JsonObject? context, params string[] fields) => fields
        .Where(field => context.NumberAt(field) is { } id && !IsId(id))
        .Select(field => Cause.Invalid($"{path}.{field}", context!.NumberAt(field), IdRange));

    private static IEnumerable<Cause> Seccomp(JsonObject? profile, string path)
    {
        if (profile is null)
            yield break;
        foreach (var cause in Type(profile, path, "type is required when seccompProfile is set"))
            yield return cause;
        var local = profile.TextAt("localhostProfile");
        if (profile.TextAt("type") is not "Localhost")
        {
            if (local is not null)
                yield return Cause.Invalid($"{path}.localhostProfile", Internal("SeccompProfile", profile), "can only be set when seccomp type is Localhost");
        }
        else
        {
            foreach (var cause in local is null ? [Cause.Required($"{path}.localhostProfile", "must be set when seccomp type is Localhost")] : VolumeValidation.InnerPath($"{path}.localhostProfile", local))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> AppArmor(JsonObject? profile, string path)
    {
        if (profile is null)
            yield break;
        var (type, local) = (profile.TextAt("type"), profile.TextAt("localhostProfile"));
        foreach (var cause in Type(profile, path, "type is required when appArmorProfile is set"))
            yield return cause;
        if (type is "Localhost" && local is null or "")
            yield return Cause.Required($"{path}.localhostProfile", "must be set when AppArmor type is Localhost");
        else if (type is "Localhost" && local!.Trim() != local)
            yield return Cause.Invalid($"{path}.localhostProfile", local, "must not be padded with whitespace");
        else if (type is "RuntimeDefault" or "Unconfined" && local is not null)
            yield return Cause.Invalid($"{path}.localhostProfile", local, "can only be set when AppArmor type is Localhost");
    }

    private static IEnumerable<Cause> Type(JsonObject profile, string path, string required) =>
        profile.TextAt("type") is { Length: > 0 } type ? PodSpecValidation.Choice($"{path}.type", type, Profiles) : [Cause.Required($"{path}.type", required)];

    private static JsonObject Internal(string type, JsonObject? part) => InternalForm.Of(ApiTypes.Named($"core.v1.{type}"), part);
}
