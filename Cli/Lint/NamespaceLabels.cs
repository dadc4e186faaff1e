using System.Collections.Immutable;
using System.CommandLine;

namespace Cli.Lint;

/// <summary>Labels of namespaces, as a caller tells them where no cluster is asked.</summary>
internal sealed class NamespaceLabels
{
    public const string OptionName = "--namespace-labels";

    public static readonly NamespaceLabels None = new([]);

    private const string Every = "";

    private readonly ImmutableDictionary<string, ImmutableDictionary<string, string>> _labels;

    private NamespaceLabels(IEnumerable<(string Namespace, string Key, string Value)> told) => _labels = told
        .GroupBy(label => label.Namespace)
        .ToImmutableDictionary(group => group.Key, group => group.GroupBy(label => label.Key).ToImmutableDictionary(label => label.Key, label => label.Last().Value));

    public static Option<string[]> Option() => new(OptionName)
    {
        Description = "[NAMESPACE:]KEY=VALUE[,KEY=VALUE...]: labels of a namespace, or of all that no other says something about, for a policy that goes by them; can be repeated.",
    };

    /// <exception cref="CliException">A text that tells no label.</exception>
    public static NamespaceLabels Parse(IEnumerable<string>? texts) => new((texts ?? []).SelectMany(text =>
    {
        var (@namespace, labels) = text.Split(':', 2) is [var named, var rest] ? (named, rest) : (Every, text);
        return labels.Split(',').Select(label => label.Split('=', 2) is [{ Length: > 0 } key, var value]
            ? (@namespace, key, value)
            : throw CliException.Usage($"{OptionName}: '{text}' is not understood; write KEY=VALUE, or NAMESPACE:KEY=VALUE."));
    }));

    /// <summary>Null where nothing is told.</summary>
    public IReadOnlyDictionary<string, string>? Of(string @namespace) => _labels.GetValueOrDefault(@namespace) ?? _labels.GetValueOrDefault(Every);
}
