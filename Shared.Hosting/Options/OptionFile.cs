using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Shared.Hosting.Options;

/// <summary>Options from a YAML file: a mapping of names to texts, numbers, switches or lists of such. Pure.</summary>
internal static class OptionFile
{
    /// <summary>Adds what is not given yet.</summary>
    /// <exception cref="UsageException">Names the file, the line and what to write.</exception>
    public static void Read(string path, string text, IReadOnlyList<CommandOption> options, Dictionary<string, GivenValue> given)
    {
        foreach (var (key, value) in Root(path, text))
        {
            var name = (key as YamlScalarNode)?.Value ?? throw Problem(path, key, "found a list or block as a key; write the name of an option");
            var option = options.FirstOrDefault(known => known.Names.Any(its => Same(its, name)))
                ?? throw Problem(path, key, $"'{name}' is not an option{Suggestion.Sentence(name, options.SelectMany(known => known.Names), near => near).TrimEnd('.')}");
            _ = given.TryAdd(option.Name, new GivenValue(Value(path, name, value), $"{path}, line {key.Start.Line}, {name}"));
        }
    }

    // controllerThreads is controller-threads.
    private static bool Same(string option, string written) =>
        CommandOption.EnvironmentName(option).Equals(CommandOption.EnvironmentName(written), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Root(string path, string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw new UsageException($"{path}, line {error.Start.Line}: is not YAML: {error.Message}.", error);
        }

        return yaml.Documents is not [var document, ..] ? []
            : document.RootNode is YamlMappingNode mapping ? mapping.Children
            : throw Problem(path, document.RootNode, "found no mapping; write 'name: value' lines");
    }

    private static string Value(string path, string name, YamlNode node) => node switch
    {
        YamlScalarNode scalar => Text(scalar),
        YamlSequenceNode list when list.Children.All(item => item is YamlScalarNode) => string.Join(',', list.Children.Cast<YamlScalarNode>().Select(Text)),
        _ => throw Problem(path, node, $"'{name}' has a block as its value; write a text, a number, true, false or a list of such"),
    };

    private static string Text(YamlScalarNode scalar) => scalar is { Style: ScalarStyle.Plain, Value: "null" or "~" } ? "" : scalar.Value ?? "";

    private static UsageException Problem(string path, YamlNode node, string problem) => new($"{path}, line {node.Start.Line}: {problem}{(problem.EndsWith('?') ? "" : ".")}");
}
