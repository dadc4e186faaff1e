using System.Text;
using System.Text.Json.Nodes;

namespace Cli.Output.JsonPath;

/// <summary>
/// The templates of <c>kubectl -o jsonpath=</c>: text with paths in braces, <c>{range PATH}...{end}</c> and <c>{"literal"}</c>. A path alone needs no braces.
/// Source: the Kubernetes documentation, "JSONPath Support". Not supported: nested filters, and steps wider than one in slices.
/// </summary>
internal sealed class JsonPathTemplate
{
    private readonly IReadOnlyList<Part> _parts;

    private JsonPathTemplate(IReadOnlyList<Part> parts) => _parts = parts;

    /// <exception cref="FormatException">The template cannot be read; the message says where.</exception>
    public static JsonPathTemplate Parse(string text)
    {
        var template = text.Contains('{') ? text : $"{{{text}}}";
        var pieces = new Queue<string>(Pieces(template));
        return new JsonPathTemplate(Block(pieces, isRange: false));
    }

    public string Render(JsonNode? document)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
            part.Render(document, text);
        return text.ToString();
    }

    /// <summary>Texts as they are, everything else as JSON.</summary>
    public static string Text(JsonNode? node) => node is null ? "" : ObjectText.OneLine(node);

    private static List<Part> Block(Queue<string> pieces, bool isRange)
    {
        var parts = new List<Part>();
        while (pieces.TryDequeue(out var piece))
        {
            if (!piece.StartsWith('{'))
            {
                parts.Add(new Part.Literal(piece));
                continue;
            }

            var inside = piece[1..^1].Trim();
            if (inside == "end")
                return isRange ? parts : throw new FormatException("'{end}' without '{range}'");
            parts.Add(inside switch
            {
                _ when inside.StartsWith("range ", StringComparison.Ordinal) => new Part.Range(PathReader.Read(inside["range ".Length..]), Block(pieces, isRange: true)),
                ['"' or '\'', ..] => new Part.Literal(Unescaped(inside[1..^1])),
                _ => new Part.Values(PathReader.Read(inside)),
            });
        }

        return isRange ? throw new FormatException("'{range}' without '{end}'") : parts;
    }

    private static string Unescaped(string literal) =>
        literal.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);

    /// <summary>Texts, and what is in braces with its braces; a brace in quotes is none.</summary>
    private static IEnumerable<string> Pieces(string template)
    {
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            if (open != at)
            {
                yield return open < 0 ? template[at..] : template[at..open];
                at = open < 0 ? template.Length : open;
                continue;
            }

            var close = Close(template, open);
            yield return template[open..(close + 1)];
            at = close + 1;
        }
    }

    private static int Close(string template, int open)
    {
        char? quote = null;
        for (var at = open + 1; at < template.Length; at++)
        {
            var letter = template[at];
            if (quote is not null)
                quote = letter == quote ? null : quote;
            else if (letter is '\'' or '"')
                quote = letter;
            else if (letter == '}')
                return at;
        }

        throw new FormatException($"'}}' is missing in '{template}'");
    }

    private abstract record Part
    {
        public abstract void Render(JsonNode? here, StringBuilder text);

        public sealed record Literal(string Text) : Part
        {
            public override void Render(JsonNode? here, StringBuilder text) => text.Append(Text);
        }

        public sealed record Values(IReadOnlyList<PathStep> Path) : Part
        {
            public override void Render(JsonNode? here, StringBuilder text) => text.AppendJoin(' ', PathStep.Walk(here, Path).Select(JsonPathTemplate.Text));
        }

        /// <summary>In it, <c>$</c> and <c>@</c> are the item, as kubectl has it.</summary>
        public sealed record Range(IReadOnlyList<PathStep> Path, IReadOnlyList<Part> Body) : Part
        {
            public override void Render(JsonNode? here, StringBuilder text)
            {
                foreach (var item in PathStep.Walk(here, Path))
                {
                    foreach (var part in Body)
                        part.Render(item, text);
                }
            }
        }
    }
}
