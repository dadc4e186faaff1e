using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark;

/// <summary>A pod of an application in the making. <paramref name="Role"/> is <c>driver</c> or <c>executor</c>, <paramref name="Name"/> its name.</summary>
internal record PodBuild(SparkConf Conf, string Version, string Role, string Name, string LocalDirectory, JsonObject Pod, JsonObject Container)
{
    /// <summary>Claims that come with the pod; their owner is set when they are created.</summary>
    public List<JsonObject> Claims { get; } = [];

    public string AppId => Conf["spark.app.id"] ?? "spark-unknown";

    public JsonObject Spec => Pod.Ensure("spec");

    /// <summary>Empty for a driver.</summary>
    public virtual string ExecutorId => "";

    /// <summary>True from this version of Spark on.</summary>
    public bool Since(int major, int minor) => IsSince(Version, major, minor);

    public static bool IsSince(string version, int major, int minor)
    {
        var parts = version.Split('.', '-');
        return parts.Length >= 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var ownMajor) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var ownMinor)
            && (ownMajor, ownMinor).CompareTo((major, minor)) >= 0;
    }

    /// <summary>The conf key of this role: <c>spark.kubernetes.driver.</c> or <c>.executor.</c> and the rest.</summary>
    public string Key(string rest) => $"spark.kubernetes.{Role}.{rest}";

    public void AddEnv(string name, string value) => Container.EnsureList("env").Add((JsonNode)new JsonObject { ["name"] = name, ["value"] = value });

    public void AddEnvFromField(string name, string path) => Container.EnsureList("env").Add((JsonNode)new JsonObject
    {
        ["name"] = name,
        ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = path } },
    });

    public void AddVolume(string name, string type, JsonObject source, string path)
    {
        Spec.EnsureList("volumes").Add((JsonNode)new JsonObject { ["name"] = name, [type] = source });
        _ = AddMount(name, path);
    }

    public JsonObject AddMount(string volume, string path)
    {
        var mount = new JsonObject { ["name"] = volume, ["mountPath"] = path };
        Container.EnsureList("volumeMounts").Add((JsonNode)mount);
        return mount;
    }

    public void AddPort(string name, int port) => Container.EnsureList("ports").Add((JsonNode)new JsonObject { ["name"] = name, ["containerPort"] = port, ["protocol"] = "TCP" });

    /// <summary>Spark's placeholders in values.</summary>
    public string Fill(string text) => text
        .Replace("{{APP_ID}}", AppId, StringComparison.Ordinal)
        .Replace("{{EXECUTOR_ID}}", ExecutorId, StringComparison.Ordinal);

    /// <summary>Takes the container that Spark fills out of a template: the named one, else the first, else a new one.</summary>
    public static JsonObject TakeContainer(JsonObject spec, string? name)
    {
        var containers = spec.ListAt("containers") ?? [];
        var named = containers.Objects().Where(one => one.TextAt("name") == name).ToList();
        var chosen = named.Count == 1 ? named[0] : containers.Objects().FirstOrDefault();
        if (chosen is null)
            return [];
        _ = containers.Remove(chosen);
        return chosen;
    }
}
