using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LocalCluster.Json;

/// <summary>One YAML document as JSON nodes, by the core schema: unquoted true, 1 and null are not texts.</summary>
internal sealed class YamlReading
{
    // What aliases may add to a document: a few lines can otherwise become gigabytes.
    private const int MostAliased = 100_000;

    private const int Deepest = 200;

    private readonly Dictionary<string, JsonNode?> _anchors = new(StringComparer.Ordinal);
    private readonly List<string> _duplicates;
    private readonly IParser _parser;
    private int _aliased;
    private int _depth;

    private YamlReading(string text, List<string> duplicates)
    {
        _parser = new Parser(new StringReader(text));
        _duplicates = duplicates;
    }

    public static JsonNode? Parse(ReadOnlySpan<byte> utf8, List<string>? duplicates = null) => Parse(Encoding.UTF8.GetString(utf8), duplicates);

    /// <summary>Of equal keys the last wins; <paramref name="duplicates"/> collects a sentence about each.</summary>
    /// <exception cref="JsonException">The text is no YAML.</exception>
    public static JsonNode? Parse(string text, List<string>? duplicates = null)
    {
        try
        {
            return new YamlReading(text, duplicates ?? []).Document();
        }
        catch (YamlException e)
        {
            throw new JsonException($"yaml: {Where(e)}{What(e)}", e);
        }
    }

    // The parser of a real server counts lines from nought, except where the scanner fails.
    private static string Where(YamlException e)
    {
        var line = e is SyntaxErrorException ? e.Start.Line : e.Start.Line - 1;
        return line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {line}: ") : "";
    }

    private static string What(YamlException e)
    {
        var text = e.Message;
        var context = text.IndexOf(", ", StringComparison.Ordinal);
        return (text.StartsWith("While ", StringComparison.Ordinal) && context > 0 ? text[(context + 2)..] : text).TrimEnd('.');
    }

    private JsonNode? Document()
    {
        _ = _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
            return null;
        var node = Node();
        _ = _parser.Consume<DocumentEnd>();
        return node;
    }

    private JsonNode? Node()
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Aliased(alias);
        if (_parser.TryConsume<Scalar>(out var scalar))
            return Remember(scalar.Anchor, scalar.Style is ScalarStyle.Plain && scalar.Tag.IsEmpty ? Plain(scalar.Value) : JsonValue.Create(scalar.Value));
        if (++_depth > Deepest)
            throw new JsonException("exceeded max depth");
        JsonNode node;
        if (_parser.TryConsume<SequenceStart>(out var sequence))
            node = Remember(sequence.Anchor, List())!;
        else
        {
            var mapping = _parser.Consume<MappingStart>();
            node = Remember(mapping.Anchor, Map())!;
        }

        _depth--;
        return node;
    }

    private JsonArray List()
    {
        var list = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            list.Add(Node());
        return list;
    }

    private JsonObject Map()
    {
        var map = new JsonObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = _parser.Current!.Start.Line;
            if (!_parser.TryConsume<Scalar>(out var key))
                throw new JsonException("json: unsupported value: a key that is no text");
            if (map.ContainsKey(key.Value))
                _duplicates.Add(string.Create(CultureInfo.InvariantCulture, $"line {at}: key \"{key.Value}\" already set in map"));
            map[key.Value] = Node();
        }

        return map;
    }

    private JsonNode? Aliased(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
            throw new JsonException($"yaml: unknown anchor '{alias.Value.Value}' referenced");
        _aliased += Size(node);
        return _aliased > MostAliased ? throw new JsonException("yaml: document contains excessive aliasing") : node?.DeepClone();
    }

    private JsonNode? Remember(AnchorName anchor, JsonNode? node)
    {
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = node?.DeepClone();
        return node;
    }

    private static int Size(JsonNode? node) => node switch
    {
        JsonObject map => 1 + map.Sum(pair => Size(pair.Value)),
        JsonArray list => 1 + list.Sum(Size),
        _ => 1,
    };

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when char.IsAsciiDigit(text[^1]) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => JsonValue.Create(real),
        _ => JsonValue.Create(text),
    };
}
