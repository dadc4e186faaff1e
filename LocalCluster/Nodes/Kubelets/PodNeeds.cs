using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>An object that must exist before a pod can start, with keys that it must hold. <paramref name="Plural"/>: configmaps, secrets, persistentvolumeclaims.</summary>
internal sealed record Need(string Plural, string Name, ImmutableArray<string> Keys, string? Volume, string? Container)
{
    /// <summary>What the kubelet says while <paramref name="found"/> does not do; null when it does.</summary>
    public string? Complaint(string @namespace, JsonObject? found)
    {
        if (found is null)
            return Plural is "persistentvolumeclaims" ? $"persistentvolumeclaim \"{Name}\" not found" : $"{Kind} \"{Name}\" not found";
        if (Plural is "persistentvolumeclaims")
            return found.TextAt("status", "phase") is "Bound" ? null : $"PersistentVolumeClaim \"{Name}\" is not bound";

        var missing = Keys.FirstOrDefault(key => found.ObjectAt("data")?.ContainsKey(key) is not true && found.ObjectAt("binaryData")?.ContainsKey(key) is not true);
        if (missing is null)
            return null;
        return Volume is null
            ? $"couldn't find key {missing} in {(Plural is "secrets" ? "Secret" : "ConfigMap")} {@namespace}/{Name}"
            : $"references non-existent {(Plural is "secrets" ? "secret" : "config")} key: {missing}";
    }

    private string Kind => Plural is "secrets" ? "secret" : "configmap";
}

/// <summary>What a pod needs before its containers can start: mounted volumes first, then what its environment refers to. Pure.</summary>
internal static class PodNeeds
{
    private static readonly string[] ContainerLists = ["initContainers", "containers"];

    public static ImmutableArray<Need> OfVolumes(JsonObject pod) => [.. pod.ListAt("spec", "volumes").Objects().SelectMany(OfVolume)];

    public static ImmutableArray<Need> OfEnvironment(JsonObject pod) =>
    [
        .. ContainerLists
            .SelectMany(list => pod.ListAt("spec", list).Objects())
            .SelectMany(container => container.ListAt("env").Objects().Select(entry => entry.ObjectAt("valueFrom")).SelectMany(source => OfReferences(container, source, "configMapKeyRef", "secretKeyRef"))
                .Concat(container.ListAt("envFrom").Objects().SelectMany(source => OfReferences(container, source, "configMapRef", "secretRef")))),
    ];

    private static IEnumerable<Need> OfVolume(JsonObject volume)
    {
        var name = volume.TextAt("name");
        if (volume.ObjectAt("persistentVolumeClaim").TextAt("claimName") is { } claim)
            yield return new Need("persistentvolumeclaims", claim, [], name, null);

        foreach (var source in new JsonNode[] { volume }.Concat(volume.ListAt("projected", "sources").Objects()))
        {
            if (source.ObjectAt("configMap") is { } map && Mounted("configmaps", map, map.TextAt("name"), name) is { } mapNeed)
                yield return mapNeed;
            if (source.ObjectAt("secret") is { } secret && Mounted("secrets", secret, secret.TextAt("secretName") ?? secret.TextAt("name"), name) is { } secretNeed)
                yield return secretNeed;
        }
    }

    private static Need? Mounted(string plural, JsonObject source, string? name, string? volume) =>
        name is null || (source.FlagAt("optional") ?? false)
            ? null
            : new Need(plural, name, [.. source.ListAt("items").Objects().Select(item => item.TextAt("key")).OfType<string>()], volume, null);

    private static IEnumerable<Need> OfReferences(JsonObject container, JsonObject? source, string configMap, string secret)
    {
        foreach (var (plural, member) in new[] { ("configmaps", configMap), ("secrets", secret) })
        {
            if (source.ObjectAt(member) is { } reference && reference.TextAt("name") is { } name && !(reference.FlagAt("optional") ?? false))
                yield return new Need(plural, name, reference.TextAt("key") is { } key ? [key] : [], null, container.TextAt("name"));
        }
    }
}
