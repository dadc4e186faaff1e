using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark;

/// <summary>Where the text of a file in a container comes from: a ConfigMap and one of its keys.</summary>
internal sealed record MountedFile(string ConfigMap, string Key);

/// <summary>The files that ConfigMaps bring into a container.</summary>
internal static class MountedFiles
{
    /// <summary>Which ConfigMap is behind <paramref name="path"/>; null when no ConfigMap volume of the pod is. Pure.</summary>
    public static MountedFile? Find(JsonObject pod, JsonObject container, string path)
    {
        foreach (var mount in container.ListAt("volumeMounts").Objects())
        {
            var root = mount.TextAt("mountPath")?.TrimEnd('/') ?? "";
            var subPath = mount.TextAt("subPath");
            var inVolume = subPath is not null && path == root ? subPath : path.StartsWith(root + "/", StringComparison.Ordinal) ? path[(root.Length + 1)..] : null;
            var volume = pod.ListAt("spec", "volumes").Objects().FirstOrDefault(one => one.TextAt("name") == mount.TextAt("name"));
            if (inVolume is null || volume.ObjectAt("configMap") is not { } map || map.TextAt("name") is not { } name)
                continue;

            if (map.ListAt("items") is not { } items)
                return new MountedFile(name, inVolume);
            if (items.Objects().FirstOrDefault(item => item.TextAt("path") == inVolume)?.TextAt("key") is { } key)
                return new MountedFile(name, key);
        }

        return null;
    }

    /// <summary>The file's text as the kubelet mounted it; null when there is no such file.</summary>
    public static async Task<string?> ReadAsync(IClusterApi api, JsonObject pod, JsonObject container, string path, CancellationToken cancellationToken)
    {
        if (Find(pod, container, path) is not { } file)
            return null;
        var answer = await api.GetAsync($"/api/v1/namespaces/{pod.TextAt("metadata", "namespace")}/configmaps/{file.ConfigMap}", cancellationToken);
        return answer.Body.TextAt("data", file.Key);
    }
}
