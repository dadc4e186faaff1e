using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the places where a container finds the volumes of its pod.</summary>
internal static class MountValidation
{
    private const string NotUnique = "must be unique";

    public static IEnumerable<Cause> OfMounts(JsonObject container, string path, Dictionary<string, JsonObject> volumes)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var devices = container["volumeDevices"].Objects().ToList();
        foreach (var (index, mount) in container["volumeMounts"].Objects().Index())
        {
            var at = $"{path}[{index}]";
            var (name, target) = (mount.TextAt("name") ?? "", mount.TextAt("mountPath") ?? "");
            if (name.Length == 0)
                yield return Cause.Required($"{at}.name");
            if (!volumes.TryGetValue(name, out var volume))
                yield return Cause.NotFound($"{at}.name", name);
            if (target.Length == 0)
                yield return Cause.Required($"{at}.mountPath");
            if (!paths.Add(target))
                yield return Cause.Invalid($"{at}.mountPath", target, NotUnique);
            if (devices.Any(device => device.TextAt("name") == name))
                yield return Cause.Invalid($"{at}.name", name, "must not already exist in volumeDevices");
            if (devices.Any(device => device.TextAt("devicePath") == target))
                yield return Cause.Invalid($"{at}.mountPath", target, "must not already exist as a path in volumeDevices");
            foreach (var cause in SubPaths(mount, path, at, volume).Concat(Propagation(container, mount, $"{path}.mountPropagation")).Concat(ReadOnly(mount, $"{path}.recursiveReadOnly")))
                yield return cause;
        }
    }

    public static IEnumerable<Cause> OfDevices(JsonObject container, string path, Dictionary<string, JsonObject> volumes)
    {
        var (paths, names) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var mounts = container["volumeMounts"].Objects().ToList();
        foreach (var (index, device) in container["volumeDevices"].Objects().Index())
        {
            var at = $"{path}[{index}]";
            var (name, target) = (device.TextAt("name") ?? "", device.TextAt("devicePath") ?? "");
            if (name.Length == 0)
                yield return Cause.Required($"{at}.name");
            else if (!names.Add(name))
                yield return Cause.Invalid($"{at}.name", name, NotUnique);
            if (!volumes.TryGetValue(name, out var volume))
                yield return Cause.NotFound($"{at}.name", name);
            else if (volume["persistentVolumeClaim"] is null && volume["ephemeral"] is null)
                yield return Cause.Invalid($"{at}.name", name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            if (target.Length == 0)
                yield return Cause.Required($"{at}.devicePath");
            if (paths.Contains(target))
                yield return Cause.Invalid($"{at}.devicePath", target, NotUnique);
            if (VolumeValidation.HasBacksteps(target))
                yield return Cause.Invalid($"{at}.devicePath", target, "can not contain backsteps ('..')");
            else
                _ = paths.Add(target);
            if (mounts.Any(mount => mount.TextAt("name") == name))
                yield return Cause.Invalid($"{at}.name", name, "must not already exist in volumeMounts");
            if (mounts.Any(mount => mount.TextAt("mountPath") == target))
                yield return Cause.Invalid($"{at}.devicePath", target, "must not already exist as a path in volumeMounts");
        }
    }

    // The paths inside the volume are told of the list, not of the item in it.
    private static IEnumerable<Cause> SubPaths(JsonObject mount, string path, string at, JsonObject? volume)
    {
        var (plain, expression) = (mount.TextAt("subPath") ?? "", mount.TextAt("subPathExpr") ?? "");
        foreach (var (field, value) in new[] { ("subPath", plain), ("subPathExpr", expression) })
        {
            if (value.Length > 0 && volume?["image"] is not null)
                yield return Cause.Invalid($"{at}.{field}", value, "not allowed in image volume sources");
        }

        if (plain.Length > 0)
        {
            foreach (var cause in VolumeValidation.InnerPath($"{path}.subPath", plain))
                yield return cause;
        }

        if (expression.Length == 0)
            yield break;
        if (plain.Length > 0)
            yield return Cause.Invalid($"{at}.subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
        foreach (var cause in VolumeValidation.InnerPath($"{path}.subPathExpr", expression))
            yield return cause;
    }

    private static IEnumerable<Cause> Propagation(JsonObject container, JsonObject mount, string path)
    {
        foreach (var cause in PodSpecValidation.Choice(path, mount.TextAt("mountPropagation"), "Bidirectional", "HostToContainer", "None"))
            yield return cause;
        if (mount.TextAt("mountPropagation") is "Bidirectional" && container.FlagAt("securityContext", "privileged") != true)
            yield return Cause.Forbidden(path, "Bidirectional mount propagation is available only to privileged containers");
    }

    private static IEnumerable<Cause> ReadOnly(JsonObject mount, string path)
    {
        if (mount.TextAt("recursiveReadOnly") is not { } depth || depth is "Disabled")
            yield break;
        if (depth is not ("Enabled" or "IfPossible"))
        {
            yield return Cause.NotSupported(path, depth, ["Disabled", "Enabled", "IfPossible"]);
            yield break;
        }

        if (mount.FlagAt("readOnly") != true)
            yield return Cause.Forbidden(path, "may only be specified when readOnly is true");
        if (mount.TextAt("mountPropagation") is not (null or "None"))
            yield return Cause.Forbidden(path, "may only be specified when mountPropagation is None or not specified");
    }
}
