using System.Text.Json.Nodes;
using static Testing.Comparison.MetadataShape;
using static Testing.Comparison.Shape;

namespace Testing.Comparison;

/// <summary>Which shape an object has, by its kind.</summary>
internal static class ObjectShapes
{
    // Its key names no format; see the README of the recordings.
    private const string PodTemplateKey = "podspec-configmap-key";
    private const string PropertiesKey = "spark.properties";

    private static readonly Shape ServicePort = Members(("protocol", Default("TCP")), ("name", EmptyText), ("nodePort", Default(0)), ("appProtocol", EmptyText));

    private static readonly Shape Service = Standard(("spec", Members(
        ("type", Default("ClusterIP")),
        ("sessionAffinity", Default("None")),
        ("internalTrafficPolicy", Default("Cluster")),
        ("publishNotReadyAddresses", False),
        ("selector", Map(Anything)),
        ("ports", Keyed(port => $"{Text(port, "port")}/{(Text(port, "protocol") is { Length: > 0 } protocol ? protocol : "TCP")}", ServicePort.After(FillTarget))))));

    private static readonly Shape ConfigMap = Standard(
        ("immutable", False),
        ("binaryData", Map(Anything)),
        ("data", Map(Anything).After(ParseTexts)));

    private static readonly Shape Claim = Standard(("spec", VolumeShapes.ClaimSpec));

    private static readonly Shape Other = Standard();

    public static Shape For(JsonNode? node) => (node as JsonObject is { } whole ? Text(whole, "kind") : "") switch
    {
        "" or "Pod" => PodShapes.Pod,
        "Service" => Service,
        "ConfigMap" => ConfigMap,
        "PersistentVolumeClaim" => Claim,
        _ => Other,
    };

    private static Shape Standard(params (string, Shape)[] members) => Members([("metadata", Metadata), ("status", Dropped), .. members]);

    private static JsonObject FillTarget(JsonObject port)
    {
        port["targetPort"] ??= port["port"]?.DeepClone();
        return port;
    }

    private static JsonObject ParseTexts(JsonObject data)
    {
        foreach (var key in data.Select(entry => entry.Key).ToList())
        {
            var text = Text(data, key);
            if (key == PropertiesKey)
                data[key] = SparkProperties.Parse(text);
            else if (IsYaml(key) && YamlText.TryParse(text) is { } parsed)
                data[key] = key == PodTemplateKey ? PodShapes.Pod.Canonical(parsed) : parsed;
        }

        return data;
    }

    private static bool IsYaml(string key) =>
        key == PodTemplateKey || key.EndsWith(".yaml", StringComparison.Ordinal) || key.EndsWith(".yml", StringComparison.Ordinal);
}
