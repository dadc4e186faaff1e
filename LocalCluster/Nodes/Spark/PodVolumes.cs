using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark;

/// <summary>Secrets: mounted, and as environment.</summary>
internal static class PodSecrets
{
    public static void Apply(PodBuild build)
    {
        foreach (var (name, path) in build.Conf.Below(build.Key("secrets.")))
            build.AddVolume($"{name}-volume", "secret", new JsonObject { ["secretName"] = name }, path);
        foreach (var (variable, reference) in build.Conf.Below(build.Key("secretKeyRef.")))
        {
            var parts = reference.Split(':');
            build.Container.EnsureList("env").Add((JsonNode)new JsonObject
            {
                ["name"] = variable,
                ["valueFrom"] = new JsonObject { ["secretKeyRef"] = new JsonObject { ["name"] = parts[0], ["key"] = parts.Length > 1 ? parts[1] : "" } },
            });
        }
    }
}

/// <summary>Volumes from <c>spark.kubernetes.ROLE.volumes.TYPE.NAME.*</c>; a claim <c>OnDemand</c> is made with the pod.</summary>
internal static class PodVolumes
{
    public static void Apply(PodBuild build)
    {
        var prefix = build.Key("volumes.");
        var volumes = build.Conf.Below(prefix).Select(entry => entry.Key.Split('.')).Where(parts => parts.Length > 2).Select(parts => (Type: parts[0], Name: parts[1])).Distinct();
        foreach (var (index, (type, name)) in volumes.ToList().Index())
        {
            string? Option(string key) => build.Conf[$"{prefix}{type}.{name}.{key}"];
            var source = type switch
            {
                "hostPath" => Filled(("path", Option("options.path")), ("type", build.Since(4, 0) ? Option("options.type") ?? "" : "")),
                "emptyDir" => Filled(("medium", Option("options.medium")), ("sizeLimit", Option("options.sizeLimit"))),
                "nfs" => Filled(("server", Option("options.server")), ("path", Option("options.path"))),
                _ => Claim(build, name, index, Option),
            };
            build.Spec.EnsureList("volumes").Add((JsonNode)new JsonObject { ["name"] = name, [type] = source });

            var mount = build.AddMount(name, Option("mount.path") ?? "");
            if (Option("mount.subPath") is { Length: > 0 } subPath)
                mount["subPath"] = subPath;
            if (Option("mount.readOnly") is "true")
                mount["readOnly"] = true;
        }
    }

    private static JsonObject Claim(PodBuild build, string volume, int index, Func<string, string?> option)
    {
        var claimName = option("options.claimName") ?? "";
        if (claimName is not "OnDemand")
            return Filled(("claimName", claimName.Replace("SPARK_EXECUTOR_ID", build.ExecutorId, StringComparison.Ordinal)));

        var name = $"{build.Name}-pvc-{index}";
        var spec = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = option("options.sizeLimit") ?? "1Gi" } },
        };
        if (option("options.storageClass") is { } storageClass)
            spec["storageClassName"] = storageClass;
        build.Claims.Add(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolumeClaim",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject { ["spark-app-selector"] = build.AppId },
            },
            ["spec"] = spec,
        });
        return Filled(("claimName", name));
    }

    private static JsonObject Filled(params ReadOnlySpan<(string Key, string? Value)> members)
    {
        var result = new JsonObject();
        foreach (var (key, value) in members)
        {
            if (value is not null)
                result[key] = value;
        }

        return result;
    }
}

/// <summary>The Hadoop configuration that the submitter left in a ConfigMap, from Spark 3.5 on.</summary>
internal static class ExecutorHadoopConf
{
    public static void Apply(ExecutorBuild build)
    {
        if (!build.Facts.Since(3, 5) || build.Conf["spark.kubernetes.executor.hadoopConfigMapName"] is not { } map)
            return;
        build.AddVolume("hadoop-properties", "configMap", new JsonObject { ["name"] = map }, "/opt/hadoop/conf");
        build.AddEnv("HADOOP_CONF_DIR", "/opt/hadoop/conf");
    }
}

/// <summary>Scratch directories: the volumes that are named for it, or empty directories of their own.</summary>
internal static class PodLocalDirs
{
    public static void Apply(PodBuild build)
    {
        var given = build.Container.ListAt("volumeMounts").Objects()
            .Where(mount => mount.TextAt("name")?.StartsWith("spark-local-dir-", StringComparison.Ordinal) is true)
            .Select(mount => mount.TextAt("mountPath") ?? "").ToList();
        if (given.Count > 0)
        {
            build.AddEnv("SPARK_LOCAL_DIRS", string.Join(',', given));
            return;
        }

        var directories = (build.Conf["spark.local.dir"] ?? build.LocalDirectory).Split(',', StringSplitOptions.TrimEntries);
        foreach (var (index, directory) in directories.Index())
        {
            var source = build.Conf.Flag("spark.kubernetes.local.dirs.tmpfs") ? new JsonObject { ["medium"] = "Memory" } : new JsonObject();
            build.AddVolume($"spark-local-dir-{index + 1}", "emptyDir", source, directory);
        }

        build.AddEnv("SPARK_LOCAL_DIRS", string.Join(',', directories));
    }
}
