using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Golden.Tests.Metrics;

/// <summary>A page of <c>/metrics</c>, read as Prometheus reads it.</summary>
internal sealed partial class MetricFamilies
{
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);

    /// <summary>Samples by name and labels as they stand there.</summary>
    public Dictionary<string, double> Samples { get; } = new(StringComparer.Ordinal);

    public static MetricFamilies Of(string text)
    {
        var families = new MetricFamilies();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            families.Read(line);
        return families;
    }

    /// <summary>Type, names of labels and buckets of a family, as the recording writes them; null when there is none.</summary>
    public JsonObject? Describe(string name) => _families.GetValueOrDefault(name)?.ToJson();

    private void Read(string line)
    {
        if (line.Split(' ') is ["#", "TYPE", var name, var type])
            _families[name] = new Family(type);
        if (line.StartsWith('#') || Sample().Match(line) is not { Success: true } match)
            return;

        Samples[match.Groups["series"].Value] = double.Parse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        var family = FamilyOf(match.Groups["name"].Value);
        for (var index = 0; index < match.Groups["label"].Captures.Count; index++)
        {
            if (match.Groups["label"].Captures[index].Value is not "le" and var label)
                _ = family.Labels.Add(label);
            else
                _ = family.Buckets.Add(match.Groups["text"].Captures[index].Value);
        }
    }

    private Family FamilyOf(string sample) => _families.GetValueOrDefault(sample) ?? _families[Suffix().Replace(sample, "")];

    private sealed record Family(string Type)
    {
        public SortedSet<string> Labels { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Buckets { get; } = new(StringComparer.Ordinal);

        public JsonObject ToJson()
        {
            var json = new JsonObject { ["type"] = Type, ["labels"] = new JsonArray([.. Labels.Select(label => JsonValue.Create(label))]) };
            if (Buckets.Count > 0)
                json["buckets"] = new JsonArray([.. Buckets.Select(bucket => JsonValue.Create(bucket))]);
            return json;
        }
    }

    [GeneratedRegex("""\A(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<text>([^"\\]|\\.)*)",?)*\})?) (?<value>\S+)\z""")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)\\z")]
    private static partial Regex Suffix();
}
