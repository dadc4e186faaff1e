using System.Text.Json.Nodes;
using Shared.Contracts.Serialization;
using YamlDotNet.RepresentationModel;

namespace Kubernetes.Client.Manifests;

/// <summary>Turns one YAML document into JSON and notes where each member stood.</summary>
internal sealed class YamlDocument
{
    // Aliases of aliases can unfold without end; no object that an API server stores comes near this.
    private const int MaxNodes = 1_000_000;
    private const string MergeKey = "<<";

    private readonly string _source;
    private readonly Dictionary<string, TextPosition> _positions = [];
    private int _nodes;

    private YamlDocument(string source) => _source = source;

    public static Manifest ToManifest(string source, YamlNode root)
    {
        var document = new YamlDocument(source);
        return document.Convert("", root) is JsonObject members
            ? new Manifest(source, members) { Positions = document._positions }
            : throw document.Problem(root, "found no object; expected 'apiVersion: ...', 'kind: ...', 'metadata: ...'.");
    }

    private JsonNode? Convert(string path, YamlNode node)
    {
        if (++_nodes > MaxNodes)
            throw Problem(node, $"more than {MaxNodes} nodes once its aliases are written out; write fewer.");

        _positions.TryAdd(path, new TextPosition(node.Start.Line, node.Start.Column));
        return node switch
        {
            YamlMappingNode mapping => Members(path, mapping),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select((item, index) => Convert(JsonPaths.Item(path, index), item))]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw Problem(node, "found a node of an unknown sort; write it without tags."),
        };
    }

    private JsonObject Members(string path, YamlMappingNode mapping)
    {
        var members = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } scalar)
                throw Problem(key, "found a list or block as a key; write a text.");

            if (name == MergeKey && scalar.Style is YamlDotNet.Core.ScalarStyle.Plain)
                continue;

            name = YamlScalars.KeyText(scalar);
            if (!members.TryAdd(name, Convert(JsonPaths.Member(path, name), value)))
                throw Problem(key, $"'{name}' stands here twice; keep one.");
        }

        // What the block says itself wins over what it merges.
        foreach (var merged in mapping.Children.Where(member => member.Key is YamlScalarNode { Value: MergeKey, Style: YamlDotNet.Core.ScalarStyle.Plain }).SelectMany(Merged))
        {
            foreach (var (name, value) in Members(path, merged))
                members.TryAdd(name, value?.DeepClone());
        }

        return members;
    }

    private IEnumerable<YamlMappingNode> Merged(KeyValuePair<YamlNode, YamlNode> merge) => merge.Value switch
    {
        YamlMappingNode mapping => [mapping],
        YamlSequenceNode list when list.Children.All(item => item is YamlMappingNode) => list.Children.Cast<YamlMappingNode>(),
        var other => throw Problem(other, "'<<' merges blocks; write an alias of a block or a list of such."),
    };

    private JsonNode? Scalar(YamlScalarNode scalar)
    {
        try
        {
            return YamlScalars.ToJson(scalar);
        }
        catch (FormatException exception)
        {
            throw Problem(scalar, exception.Message);
        }
    }

    private ManifestException Problem(YamlNode node, string problem) =>
        new($"{_source}, line {node.Start.Line}, column {node.Start.Column}: {problem}");
}
