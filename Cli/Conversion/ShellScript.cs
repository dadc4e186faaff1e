using System.Text;

namespace Cli.Conversion;

/// <summary>
/// Finds the calls of spark-submit in a shell script or command line: words, quotes, continued lines, comments, and variables that the script or the
/// environment sets. What only a shell can know (substitutions, loops) is refused by name, not guessed.
/// </summary>
internal sealed class ShellScript
{
    private readonly string _text;
    private readonly Func<string, string?> _environment;
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private int _at;
    private int _line = 1;

    private ShellScript(string text, Func<string, string?> environment) => (_text, _environment) = (text.ReplaceLineEndings("\n"), environment);

    /// <summary>The words behind each spark-submit, in order.</summary>
    /// <exception cref="FormatException">A call depends on what cannot be known; the message says what and where.</exception>
    public static IReadOnlyList<IReadOnlyList<string>> SparkSubmits(string text, Func<string, string?> environment)
    {
        var script = new ShellScript(text, environment);
        var calls = new List<IReadOnlyList<string>>();
        while (script.Command() is { } words)
        {
            var start = words.FindIndex(word => word.Text.Split('/')[^1] == "spark-submit");
            if (start >= 0)
                calls.Add([.. words.Skip(start + 1).Select(word => word.Problem is null ? word.Text : throw new FormatException(word.Problem))]);
            else
                script.Assign(words);
        }

        return calls;
    }

    // A line of nothing but NAME=value sets variables.
    private void Assign(List<Word> words)
    {
        foreach (var word in words.SkipWhile(word => word.Text is "export" or "readonly" or "local"))
        {
            var equals = word.Text.IndexOf('=');
            if (equals <= 0 || !word.Text[..equals].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
                return;
            if (word.Problem is null)
                _variables[word.Text[..equals]] = word.Text[(equals + 1)..];
        }
    }

    /// <summary>Up to the end of a line, or to ; &amp; | outside of quotes. Null at the end of the text.</summary>
    private List<Word>? Command()
    {
        var words = new List<Word>();
        while (_at < _text.Length)
        {
            switch (_text[_at])
            {
                case '\n':
                case ';' or '&' or '|':
                    Step();
                    return words;
                case ' ' or '\t':
                    Step();
                    break;
                case '\\' when Peek(1) == '\n':
                    Step();
                    Step();
                    break;
                case '#':
                    while (_at < _text.Length && _text[_at] != '\n')
                        Step();
                    break;
                case '<' or '>':
                    // Where input and output go does not matter to spark-submit.
                    Step();
                    while (Peek(0) is '>' or '&' or ' ')
                        Step();
                    _ = NextWord();
                    break;
                default:
                    // A number right before < or > names a stream, as in 2>&1.
                    if (NextWord() is var word && !(Peek(0) is '<' or '>' && word.Text.All(char.IsAsciiDigit)))
                        words.Add(word);
                    break;
            }
        }

        return words.Count > 0 ? words : null;
    }

    private Word NextWord()
    {
        var word = new StringBuilder();
        string? problem = null;
        while (_at < _text.Length)
        {
            var letter = _text[_at];
            if (letter is ' ' or '\t' or '\n' or ';' or '&' or '|' or '<' or '>')
                break;
            switch (letter)
            {
                case '\'':
                    Step();
                    while (_at < _text.Length && _text[_at] != '\'')
                        word.Append(Taken());
                    Step();
                    break;
                case '"':
                    Step();
                    while (_at < _text.Length && _text[_at] != '"')
                        Expand(word, ref problem, inQuotes: true);
                    Step();
                    break;
                default:
                    Expand(word, ref problem, inQuotes: false);
                    break;
            }
        }

        return new Word(word.ToString(), problem);
    }

    private void Expand(StringBuilder word, ref string? problem, bool inQuotes)
    {
        switch (_text[_at])
        {
            case '\\' when Peek(1) == '\n':
                Step();
                Step();
                break;
            case '\\' when !inQuotes || Peek(1) is '"' or '\\' or '$' or '`':
                Step();
                word.Append(Taken());
                break;
            case '$':
                Variable(word, ref problem);
                break;
            case '`':
                problem ??= $"line {_line}: the command between backticks cannot be run here; write its result in its place.";
                word.Append(Taken());
                break;
            default:
                word.Append(Taken());
                break;
        }
    }

    private void Variable(StringBuilder word, ref string? problem)
    {
        Step();
        var isBraced = Peek(0) == '{';
        if (isBraced)
            Step();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
            Step();
        var name = _text[start.._at];
        if (name.Length == 0 || (isBraced && Peek(0) != '}'))
        {
            problem ??= $"line {_line}: '${(isBraced ? "{" : "")}{name}{Peek(0)}' is more than a variable and cannot be known here; write its value in its place.";
            return;
        }

        if (isBraced)
            Step();
        if ((_variables.GetValueOrDefault(name) ?? _environment(name)) is { } value)
            word.Append(value);
        else
            problem ??= $"line {_line}: ${name} is set neither by the script nor in the environment; set it and try again.";
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private char Taken()
    {
        var letter = _text[_at];
        Step();
        return letter;
    }

    private void Step()
    {
        if (_at < _text.Length && _text[_at] == '\n')
            _line++;
        _at++;
    }

    /// <param name="Problem">Why the text is not the whole truth.</param>
    private sealed record Word(string Text, string? Problem);
}
