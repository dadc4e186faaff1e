using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Kubernetes.Client.Connection;

/// <summary>A mapping of a kubeconfig, with errors that say file and line.</summary>
internal sealed class YamlSection
{
    private readonly string _name;
    private readonly YamlMappingNode _node;

    private YamlSection(string file, string name, YamlMappingNode node) => (File, _name, _node) = (file, name, node);

    public string File { get; }

    public static YamlSection From(string file, string name, YamlNode node) =>
        node is YamlMappingNode mapping
            ? new YamlSection(file, name, mapping)
            : throw new KubeConfigException(
                $"kubeconfig {file}, line {node.Start.Line}: {name} is {Describe(node)}, expected a block of 'key: value' lines.");

    /// <summary>Absent, null and empty are the same.</summary>
    public string? Text(string key) => Child(key) switch
    {
        null => null,
        YamlScalarNode { Value: "" or "~" or "null" } => null,
        YamlScalarNode { Value: { } value } => value,
        var other => throw Wrong(key, other, "a text"),
    };

    public bool Flag(string key) => Text(key) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Wrong(key, Child(key)!, "true or false"),
    };

    public YamlSection? Section(string key) => Child(key) is { } node && !IsNull(node) ? From(File, $"'{key}'", node) : null;

    public IEnumerable<YamlSection> Sections(string key) => Items(key).Select((item, index) => From(File, $"entry {index + 1} of '{key}'", item));

    public ImmutableArray<string> Texts(string key) =>
        [.. Items(key).Select(item => item is YamlScalarNode { Value: { } value } ? value : throw Wrong(key, item, "a list of texts"))];

    public KubeConfigException Problem(string found, string advice) =>
        new($"kubeconfig {File}, line {_node.Start.Line}: {_name} {found}; {advice}.");

    private YamlNode? Child(string key) => _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private IEnumerable<YamlNode> Items(string key) => Child(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var node when IsNull(node) => [],
        var other => throw Wrong(key, other, "a list"),
    };

    private KubeConfigException Wrong(string key, YamlNode node, string expected) =>
        new($"kubeconfig {File}, line {node.Start.Line}: '{key}' is {Describe(node)}, expected {expected}.");

    private static bool IsNull(YamlNode node) => node is YamlScalarNode { Value: null or "" or "~" or "null" };

    private static string Describe(YamlNode node) => node switch
    {
        YamlMappingNode => "a block of keys",
        YamlSequenceNode => "a list",
        _ => "a single value",
    };
}
