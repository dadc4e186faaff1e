using System.Text.Json.Nodes;

namespace Shared.Admission.Policy.Rules;

/// <summary>Level <c>baseline</c>: no known way out of the container. Source: kubernetes.io, Pod Security Standards.</summary>
internal static class PodSecurityBaseline
{
    private static readonly string[] HostNamespaces = ["hostNetwork", "hostPID", "hostIPC"];

    private static readonly string[] Capabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    private static readonly string[] LinuxTypes = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

    private static readonly string[] Sysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
        "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
        "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
    ];

    public static IEnumerable<string> Breaches(JudgedPod pod)
    {
        foreach (var member in HostNamespaces.Where(member => PodSecurityText.Is(pod.Spec[member], true)))
            yield return $"{member} is true; remove it";
        foreach (var volume in pod.Volumes.Where(volume => volume["hostPath"] is not null))
            yield return $"volume '{volume["name"]}' is a hostPath; use another sort of volume";
        foreach (var sysctl in pod.Spec["securityContext"].At("sysctls").Items().Where(entry => !Sysctls.Contains(entry.At("name").Text())))
            yield return $"sysctl '{sysctl.At("name")}' is not a safe one; remove it";

        foreach (var (place, context) in PodSecurityText.Contexts(pod))
        {
            foreach (var breach in Breaches(place, context))
                yield return breach;
        }

        foreach (var container in pod.Containers)
        {
            foreach (var port in container["ports"].Items().Where(port => port.At("hostPort") is JsonValue number && number.TryGetValue<int>(out var value) && value != 0))
                yield return $"container '{container["name"]}' has hostPort {port.At("hostPort")}; remove it";
        }
    }

    private static IEnumerable<string> Breaches(string place, JsonObject context)
    {
        if (PodSecurityText.Is(context["privileged"], true))
            yield return $"{place} is privileged; remove it";
        if (PodSecurityText.Is(context["windowsOptions"].At("hostProcess"), true))
            yield return $"{place} is a host process; remove it";
        foreach (var capability in context["capabilities"].At("add").Items().Where(added => !Capabilities.Contains(added.Text())))
            yield return $"{place} adds capability '{capability}'; remove it";
        if (context["procMount"] is { } mount && mount.ToString() is not ("" or "Default"))
            yield return $"{place} has procMount '{mount}'; remove it";
        if (context["seccompProfile"].At("type").Text() is "Unconfined")
            yield return $"{place} has no seccomp profile; write type RuntimeDefault";
        if (context["appArmorProfile"].At("type").Text() is "Unconfined")
            yield return $"{place} has no AppArmor profile; write type RuntimeDefault";
        if (context["seLinuxOptions"] is JsonObject options
            && (!LinuxTypes.Contains(options["type"].Text() ?? "") || !string.IsNullOrEmpty(options["user"].Text()) || !string.IsNullOrEmpty(options["role"].Text())))
        {
            yield return $"{place} sets SELinux options beyond the containers' own types; remove them";
        }
    }
}
