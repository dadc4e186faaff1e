using System.Text.RegularExpressions;
using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>What a role adds to its Spark container. The API server or the kubelet would refuse the pod; upstream stores it all the same, so it is told as a warning.</summary>
internal static partial class ContainerPartRules
{
    private static readonly string[] Protocols = ["TCP", "UDP", "SCTP"];
    private static readonly string[] KnownSecretTypes = [SecretTypes.GcpServiceAccount, SecretTypes.HadoopDelegationToken, SecretTypes.Generic];

    public static void Judge<T>(ValidationContext<T> context, SparkPodSpec pod)
    {
        JudgeEnv(context, pod.Env.OrEmpty());
        JudgePorts(context, pod.Ports.OrEmpty());
        JudgeMounts(context, pod.VolumeMounts.OrEmpty());
        JudgeConfigMaps(context, pod.ConfigMaps.OrEmpty());
        JudgeSecrets(context, pod.Secrets.OrEmpty());
        if (pod.Gpu is { } gpu && (string.IsNullOrEmpty(gpu.Name) || gpu.Quantity is null or <= 0))
            context.Warn("gpu", ErrorCodes.NoEffect, "without a name and a quantity above 0 no GPU is asked for; write both, such as 'name: nvidia.com/gpu' and 'quantity: 1'");
    }

    /// <summary>Port names are those of services: at most 15 of lower-case letters, digits and dashes, with a letter among them.</summary>
    public static bool IsPortName(string name) => name.Length <= 15 && PortName().IsMatch(name) && !name.Contains("--", StringComparison.Ordinal);

    private static void JudgeEnv<T>(ValidationContext<T> context, IReadOnlyList<EnvVar> env)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, variable) in env.Index())
        {
            var place = $"env[{index}]";
            if (string.IsNullOrEmpty(variable.Name) || variable.Name.Contains('='))
                context.Warn($"{place}.name", ErrorCodes.InvalidName, "a pod with this name of a variable is refused; write a name without '='");
            else if (!names.Add(variable.Name))
                context.Warn($"{place}.name", ErrorCodes.Duplicate, $"variable '{variable.Name}' stands here twice; the last one counts, remove the other");
            if (!string.IsNullOrEmpty(variable.Value) && variable.ValueFrom is not null)
                context.Warn($"{place}.valueFrom", ErrorCodes.Conflict, "a pod with both 'value' and 'valueFrom' is refused; keep one of the two");
        }
    }

    private static void JudgePorts<T>(ValidationContext<T> context, IReadOnlyList<Port> ports)
    {
        var (names, numbers) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<(int, string)>());
        foreach (var (index, port) in ports.Index())
        {
            var place = $"ports[{index}]";
            var protocol = string.IsNullOrEmpty(port.Protocol) ? Protocols[0] : port.Protocol;
            if (port.ContainerPort is null or < 1 or > 65535)
                context.Warn($"{place}.containerPort", ErrorCodes.OutOfRange, $"{port.ContainerPort ?? 0} is not a port, so the pod is refused; write a number from 1 to 65535");
            else if (!numbers.Add((port.ContainerPort.Value, protocol)))
                context.Warn($"{place}.containerPort", ErrorCodes.Duplicate, $"{port.ContainerPort} of {protocol} stands here twice; remove one");
            if (!Protocols.Contains(protocol))
                context.Warn($"{place}.protocol", ErrorCodes.NotSupported, $"'{protocol}' is not a protocol, so the pod is refused; write TCP, UDP or SCTP");
            if (string.IsNullOrEmpty(port.Name))
                continue;
            if (!IsPortName(port.Name))
                context.Warn($"{place}.name", ErrorCodes.InvalidName, $"'{port.Name}' is not a name for a port, so the pod is refused; write at most 15 lower-case letters, digits and '-', with a letter among them");
            else if (!names.Add(port.Name))
                context.Warn($"{place}.name", ErrorCodes.Duplicate, $"two ports are called '{port.Name}', so the pod is refused; give one of them another name");
        }
    }

    private static void JudgeMounts<T>(ValidationContext<T> context, IReadOnlyList<VolumeMount> mounts)
    {
        var paths = new Dictionary<string, VolumeMount>(StringComparer.Ordinal);
        foreach (var (index, mount) in mounts.Index())
        {
            var place = $"volumeMounts[{index}]";
            JudgePath(context, $"{place}.mountPath", mount.MountPath);
            if (!string.IsNullOrEmpty(mount.MountPath) && !paths.TryAdd(mount.MountPath, mount))
                context.Warn($"{place}.mountPath", ErrorCodes.Duplicate, $"two volumes are mounted at '{mount.MountPath}', so the pod is refused; give one of them another path");
            if (!string.IsNullOrEmpty(mount.SubPath) && !string.IsNullOrEmpty(mount.SubPathExpr))
                context.Warn($"{place}.subPathExpr", ErrorCodes.Conflict, "a pod with both 'subPath' and 'subPathExpr' is refused; keep one of the two");
        }
    }

    private static void JudgeConfigMaps<T>(ValidationContext<T> context, IReadOnlyList<NamePath> configMaps)
    {
        foreach (var (index, entry) in configMaps.Index())
        {
            JudgeName(context, $"configMaps[{index}].name", "ConfigMap", entry.Name);
            JudgePath(context, $"configMaps[{index}].path", entry.Path);
        }
    }

    private static void JudgeSecrets<T>(ValidationContext<T> context, IReadOnlyList<SecretInfo> secrets)
    {
        foreach (var (index, secret) in secrets.Index())
        {
            JudgeName(context, $"secrets[{index}].name", "Secret", secret.Name);
            JudgePath(context, $"secrets[{index}].path", secret.Path);
            if (!string.IsNullOrEmpty(secret.SecretType) && !KnownSecretTypes.Contains(secret.SecretType))
                context.Warn($"secrets[{index}].secretType", ErrorCodes.NoEffect, $"'{secret.SecretType}' is no type that sets a variable; it counts as {SecretTypes.Generic}, so write that, {SecretTypes.GcpServiceAccount} or {SecretTypes.HadoopDelegationToken}");
        }
    }

    private static void JudgeName<T>(ValidationContext<T> context, string place, string kind, string? name)
    {
        if (string.IsNullOrEmpty(name) || !KubernetesNames.IsDns1123Subdomain(name))
            context.Warn(place, ErrorCodes.InvalidName, $"'{name}' is not a name for a {kind}, so the pod is refused; write lower-case letters, digits, '-' and '.'");
    }

    // The kubelet takes a relative path, but where it ends depends on the container runtime.
    private static void JudgePath<T>(ValidationContext<T> context, string place, string? path)
    {
        if (string.IsNullOrEmpty(path))
            context.Warn(place, ErrorCodes.Required, "the path is empty, so the pod is refused; write where the content shall appear, such as '/mnt/data'");
        else if (path.Contains(':'))
            context.Warn(place, ErrorCodes.InvalidText, "a pod with ':' in a mount path is refused; choose another path");
        else if (path[0] != '/')
            context.Warn(place, ErrorCodes.InvalidText, "the path is not absolute; begin it with '/'");
    }

    [GeneratedRegex(@"^(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PortName();
}
