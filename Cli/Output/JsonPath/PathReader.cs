using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cli.Output.JsonPath;

/// <summary>Reads what stands in the braces of a template: a path of steps.</summary>
internal sealed partial class PathReader
{
    private readonly string _text;
    private int _at;

    private PathReader(string text) => _text = text;

    /// <exception cref="FormatException">It is no path; the message says where.</exception>
    public static IReadOnlyList<PathStep> Read(string text) => new PathReader(text.Trim()).Steps();

    private List<PathStep> Steps()
    {
        var steps = new List<PathStep>();
        if (_at < _text.Length && _text[_at] is '$' or '@')
            _at++;

        while (_at < _text.Length)
        {
            if (_text[_at] == '[')
            {
                steps.Add(Bracket());
                continue;
            }

            if (_text[_at] == '.')
            {
                _at++;
                if (_at < _text.Length && _text[_at] == '.')
                {
                    _at++;
                    steps.Add(new PathStep.Descend());
                }
            }

            if (_at < _text.Length && _text[_at] != '[')
                steps.Add(Named());
        }

        return steps;
    }

    // A backslash takes the meaning from a dot: .metadata.labels.app\.kubernetes\.io/name
    private PathStep Named()
    {
        var name = new StringBuilder();
        for (; _at < _text.Length && _text[_at] is not ('.' or '['); _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
                _at++;
            name.Append(_text[_at]);
        }

        return name.ToString() switch
        {
            "" => throw Wrong("a name is missing"),
            "*" => new PathStep.Every(),
            var text when text.Any(char.IsWhiteSpace) => throw Wrong($"'{text}' is no name"),
            var text => new PathStep.Member(text),
        };
    }

    private PathStep Bracket()
    {
        var start = _at;
        var depth = 0;
        for (char? quote = null; _at < _text.Length; _at++)
        {
            var letter = _text[_at];
            if (quote is not null)
                quote = letter == quote ? null : quote;
            else if (letter is '\'' or '"')
                quote = letter;
            else if (letter == '[')
                depth++;
            else if (letter == ']' && --depth == 0)
                return Selection(_text[(start + 1)..(_at++)].Trim());
        }

        _at = start;
        throw Wrong("']' is missing");
    }

    private PathStep Selection(string inside)
    {
        if (inside == "*")
            return new PathStep.Every();
        if (inside.Length >= 2 && inside[0] is '\'' or '"' && inside[^1] == inside[0])
            return new PathStep.Member(inside[1..^1]);
        if (FilterForm().Match(inside) is { Success: true } filter)
            return new PathStep.Filter(Read(filter.Groups["path"].Value), filter.Groups["op"] is { Success: true } op ? op.Value : null, filter.Groups["value"].Value.Trim().Trim('\'', '"'));
        if (inside.Split(':') is [var from, var to])
            return new PathStep.Slice(Number(from), Number(to));
        return new PathStep.Elements([.. inside.Split(',').Select(index => Number(index) ?? throw Wrong("an index is missing"))]);
    }

    private int? Number(string text) =>
        text.Trim() is not { Length: > 0 } digits ? null
        : int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw Wrong($"'{digits}' is no index");

    private FormatException Wrong(string problem) => new($"{problem} in '{_text}' at character {Math.Min(_at + 1, _text.Length)}");

    [GeneratedRegex(@"^\?\(\s*(?<path>@[^=!<>]*?)\s*((?<op>==|!=|<=|>=|<|>)\s*(?<value>.+?))?\s*\)$")]
    private static partial Regex FilterForm();
}
