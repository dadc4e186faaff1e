using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Shared.Submission.Rendering;

/// <summary>One YAML document (or JSON, which is YAML) as a JSON tree; scalars by YAML's core schema.</summary>
internal static partial class YamlReader
{
    private const int DeepestNesting = 100;

    public static bool TryRead(string text, out JsonNode? node, out string problem)
    {
        (node, problem) = (null, "");
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count != 1)
            {
                problem = $"it holds {stream.Documents.Count} documents, and exactly one is wanted.";
                return false;
            }

            node = Convert(stream.Documents[0].RootNode, 0);
            return true;
        }
        catch (YamlException exception)
        {
            problem = $"line {exception.Start.Line}, column {exception.Start.Column}: {exception.InnerException?.Message ?? exception.Message}";
            return false;
        }
    }

    private static JsonNode? Convert(YamlNode node, int depth)
    {
        // Aliases can nest a document in itself.
        if (depth > DeepestNesting)
            throw new YamlException(node.Start, node.End, $"nested deeper than {DeepestNesting} levels.");

        return node switch
        {
            YamlMappingNode mapping => Object(mapping, depth),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(child => Convert(child, depth + 1))]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new YamlException(node.Start, node.End, "an alias that leads nowhere."),
        };
    }

    private static JsonObject Object(YamlMappingNode mapping, int depth)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
            result[((YamlScalarNode)key).Value ?? ""] = Convert(value, depth + 1);
        return result;
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return JsonValue.Create(text);

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when WholeNumber().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                JsonValue.Create(number),
            _ when Fraction().IsMatch(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) =>
                JsonValue.Create(fraction),
            _ => JsonValue.Create(text),
        };
    }

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Fraction();
}
