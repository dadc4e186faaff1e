using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Admission.PodSecurity;

/// <summary>One thing that a pod must not do. <paramref name="Violation"/> tells how a pod spec breaks it; null: it does not.</summary>
/// <param name="Reason">What is broken, in a word or two.</param>
internal sealed record PodSecurityCheck(string Reason, Func<JsonObject, string?> Violation);

/// <summary>The Pod Security standards, in the order in which a real server tells violations. Not checked: AppArmor, SELinux, hosts of probes.</summary>
internal static class PodSecurityChecks
{
    private const string Uses = "use";

    private static readonly HashSet<string> DefaultCapabilities =
        ["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"];

    private static readonly HashSet<string> SafeSysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start",
        "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    private static readonly HashSet<string> AllowedVolumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    private static readonly PodSecurityCheck Capabilities = new("non-default capabilities", spec => AddedCapabilities(spec, DefaultCapabilities));

    private static readonly PodSecurityCheck HostNamespaces = new("host namespaces",
        spec => Joined(", ", new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(name => spec.FlagAt(name) == true).Select(name => $"{name}=true")));

    private static readonly PodSecurityCheck HostPaths = new("hostPath volumes",
        spec => Named("volume", spec["volumes"].Objects().Where(volume => volume["hostPath"] is not null).Select(volume => volume.TextAt("name"))));

    private static readonly PodSecurityCheck HostPorts = new("hostPort", HostPort);

    private static readonly PodSecurityCheck Privileged = new("privileged",
        spec => Containers(spec, c => c.FlagAt("securityContext", "privileged") == true) is { } who ? $"{who} must not set securityContext.privileged=true" : null);

    private static readonly PodSecurityCheck ProcMount = new("procMount",
        spec => Containers(spec, c => c.TextAt("securityContext", "procMount") is { } mount && mount is not "Default") is { } who ? $"{who} must not set securityContext.procMount to \"Unmasked\"" : null);

    private static readonly PodSecurityCheck SeccompBaseline = new("seccompProfile",
        spec => Setters(spec, part => part.TextAt("securityContext", "seccompProfile", "type") is "Unconfined") is { } who ? $"{who} must not set securityContext.seccompProfile.type to \"Unconfined\"" : null);

    private static readonly PodSecurityCheck Sysctls = new("forbidden sysctls",
        spec => Joined(", ", (spec.ObjectAt("securityContext")?["sysctls"].Objects() ?? []).Select(s => s.TextAt("name") ?? "").Where(name => !SafeSysctls.Contains(name))));

    private static readonly PodSecurityCheck HostProcess = new("hostProcess",
        spec => Setters(spec, part => part.FlagAt("securityContext", "windowsOptions", "hostProcess") == true) is { } who ? $"{who} must not set securityContext.windowsOptions.hostProcess=true" : null);

    public static readonly ImmutableArray<PodSecurityCheck> Baseline =
        [Capabilities, HostNamespaces, HostPaths, HostPorts, Privileged, ProcMount, SeccompBaseline, Sysctls, HostProcess];

    /// <summary>Where the restricted standard asks for more, its own check stands in for that of the baseline.</summary>
    public static readonly ImmutableArray<PodSecurityCheck> Restricted =
    [
        HostNamespaces, HostPorts, Privileged, ProcMount, Sysctls, HostProcess,
        new("allowPrivilegeEscalation != false",
            spec => Containers(spec, c => c.FlagAt("securityContext", "allowPrivilegeEscalation") != false) is { } who ? $"{who} must set securityContext.allowPrivilegeEscalation=false" : null),
        new("unrestricted capabilities", RestrictedCapabilities),
        new("restricted volume types", RestrictedVolumes),
        new("runAsNonRoot != true", RunAsNonRoot),
        new("runAsUser=0", spec => Setters(spec, part => part.NumberAt("securityContext", "runAsUser") == 0) is { } who ? $"{who} must not set runAsUser=0" : null),
        new("seccompProfile", RestrictedSeccomp),
    ];

    private static string? HostPort(JsonObject spec)
    {
        var users = All(spec).Where(c => c["ports"].Objects().Any(p => p.NumberAt("hostPort") is > 0)).ToList();
        var ports = users.SelectMany(c => c["ports"].Objects()).Select(p => p.NumberAt("hostPort")).OfType<long>().Where(port => port > 0).Distinct().Order()
            .Select(port => port.ToString(CultureInfo.InvariantCulture)).ToList();
        return users.Count == 0 ? null
            : $"{Named("container", users.Select(c => c.TextAt("name")))} {(users.Count == 1 ? "uses" : Uses)} {(ports.Count == 1 ? "hostPort" : "hostPorts")} {string.Join(", ", ports)}";
    }

    private static string? AddedCapabilities(JsonObject spec, HashSet<string> allowed)
    {
        IEnumerable<string> Forbidden(JsonObject c) => c.ListAt("securityContext", "capabilities", "add").Texts().Where(name => !allowed.Contains(name));
        var names = All(spec).SelectMany(Forbidden).Distinct().Order(StringComparer.Ordinal).Select(name => $"\"{name}\"").ToList();
        return names.Count == 0 ? null : $"{Containers(spec, c => Forbidden(c).Any())} must not include {string.Join(", ", names)} in securityContext.capabilities.add";
    }

    private static string? RestrictedCapabilities(JsonObject spec)
    {
        var undropped = Containers(spec, c => !c.ListAt("securityContext", "capabilities", "drop").Texts().Contains("ALL"));
        string?[] violations = [undropped is null ? null : $"{undropped} must set securityContext.capabilities.drop=[\"ALL\"]", AddedCapabilities(spec, ["NET_BIND_SERVICE"])];
        return Joined("; ", violations.OfType<string>());
    }

    private static string? RestrictedVolumes(JsonObject spec)
    {
        var found = spec["volumes"].Objects()
            .Select(volume => (Name: volume.TextAt("name"), Type: volume.Select(pair => pair.Key).FirstOrDefault(key => key is not "name" && !AllowedVolumes.Contains(key))))
            .Where(volume => volume.Type is not null).ToList();
        var types = found.Select(volume => $"\"{volume.Type}\"").Distinct().Order(StringComparer.Ordinal).ToList();
        return found.Count == 0 ? null
            : $"{Named("volume", found.Select(volume => volume.Name))} {(found.Count == 1 ? "uses" : Uses)} restricted volume {(types.Count == 1 ? "type" : "types")} {string.Join(", ", types)}";
    }

    private static string? RunAsNonRoot(JsonObject spec)
    {
        if (Setters(spec, part => part.FlagAt("securityContext", "runAsNonRoot") == false) is { } who)
            return $"{who} must not set securityContext.runAsNonRoot=false";
        var silent = spec.FlagAt("securityContext", "runAsNonRoot") == true ? null : Containers(spec, c => c.FlagAt("securityContext", "runAsNonRoot") is null);
        return silent is null ? null : $"pod or {silent} must set securityContext.runAsNonRoot=true";
    }

    private static string? RestrictedSeccomp(JsonObject spec)
    {
        static string? Type(JsonObject part) => part.TextAt("securityContext", "seccompProfile", "type");
        static bool IsGood(string? type) => type is "RuntimeDefault" or "Localhost";
        if (Setters(spec, part => Type(part) is { } type && !IsGood(type)) is { } who)
            return $"{who} must not set securityContext.seccompProfile.type to \"Unconfined\"";
        var silent = IsGood(Type(spec)) ? null : Containers(spec, c => Type(c) is null);
        return silent is null ? null : $"pod or {silent} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"";
    }

    private static IEnumerable<JsonObject> All(JsonObject spec) => new[] { "initContainers", "containers", "ephemeralContainers" }.SelectMany(list => spec[list].Objects());

    private static string? Containers(JsonObject spec, Func<JsonObject, bool> isBad) => Named("container", All(spec).Where(isBad).Select(c => c.TextAt("name")));

    /// <summary>The pod itself, containers, or both.</summary>
    private static string? Setters(JsonObject spec, Func<JsonObject, bool> isBad) =>
        Joined(" and ", new[] { isBad(spec) ? "pod" : null, Containers(spec, isBad) }.OfType<string>());

    private static string? Named(string what, IEnumerable<string?> names)
    {
        var quoted = names.Select(name => $"\"{name}\"").ToList();
        return quoted.Count == 0 ? null : $"{(quoted.Count == 1 ? what : $"{what}s")} {string.Join(", ", quoted)}";
    }

    private static string? Joined(string separator, IEnumerable<string> parts) => string.Join(separator, parts) is { Length: > 0 } text ? text : null;
}
