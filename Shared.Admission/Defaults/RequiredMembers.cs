using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Defaults;

/// <summary>
/// Empty values for members that upstream's schema requires. Its webhook answers before the schema looks and fills them in, so manifests
/// that leave them out have always been accepted; <c>mainApplicationFile</c> and the ports of <c>driverIngressOptions</c> are not among them.
/// </summary>
internal static class RequiredMembers
{
    public static SparkApplicationSpec Fill(SparkApplicationSpec spec) => spec with
    {
        SparkVersion = spec.SparkVersion ?? "",
        // Not required, but clients have always found it there.
        Deps = spec.Deps ?? new Dependencies(),
        Monitoring = Monitoring(spec.Monitoring),
        Volumes = Each(spec.Volumes, volume => volume.Name is null, volume => volume with { Name = "" }),
        Driver = spec.Driver is { } driver ? Role(driver) : null,
        Executor = spec.Executor is { } executor ? Role(executor) : null,
    };

    private static T Role<T>(T role) where T : SparkPodSpec => (T)(role with
    {
        Gpu = role.Gpu is { } gpu ? gpu with { Name = gpu.Name ?? "", Quantity = gpu.Quantity ?? 0 } : null,
        Ports = Each(
            role.Ports,
            port => port.Name is null || port.Protocol is null || port.ContainerPort is null,
            port => port with { Name = port.Name ?? "", Protocol = port.Protocol ?? "", ContainerPort = port.ContainerPort ?? 0 }),
        ConfigMaps = Each(
            role.ConfigMaps,
            entry => entry.Name is null || entry.Path is null,
            entry => entry with { Name = entry.Name ?? "", Path = entry.Path ?? "" }),
        Secrets = Each(
            role.Secrets,
            secret => secret.Name is null || secret.Path is null || secret.SecretType is null,
            secret => secret with { Name = secret.Name ?? "", Path = secret.Path ?? "", SecretType = secret.SecretType ?? "" }),
        VolumeMounts = Each(
            role.VolumeMounts,
            mount => mount.Name is null || mount.MountPath is null,
            mount => mount with { Name = mount.Name ?? "", MountPath = mount.MountPath ?? "" }),
        Env = Each(role.Env, variable => variable.Name is null, variable => variable with { Name = "" }),
        HostAliases = Each(role.HostAliases, alias => alias.Ip is null, alias => alias with { Ip = "" }),
        Sidecars = Each(role.Sidecars, container => container.Name is null, container => container with { Name = "" }),
        InitContainers = Each(role.InitContainers, container => container.Name is null, container => container with { Name = "" }),
    });

    private static MonitoringSpec? Monitoring(MonitoringSpec? monitoring) => monitoring is null ? null : monitoring with
    {
        ExposeDriverMetrics = monitoring.ExposeDriverMetrics ?? false,
        ExposeExecutorMetrics = monitoring.ExposeExecutorMetrics ?? false,
        Prometheus = monitoring.Prometheus is { JmxExporterJar: null } prometheus ? prometheus with { JmxExporterJar = "" } : monitoring.Prometheus,
    };

    // Complete lists, which almost all are, stay the same object.
    private static IReadOnlyList<T>? Each<T>(IReadOnlyList<T>? list, Func<T, bool> isIncomplete, Func<T, T> fill) =>
        list.OrEmpty().Any(isIncomplete) ? [.. list!.Select(entry => isIncomplete(entry) ? fill(entry) : entry)] : list;
}
