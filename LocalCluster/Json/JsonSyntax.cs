using System.Text;

namespace LocalCluster.Json;

/// <summary>Says what is wrong with a text that is no JSON, in the words of the decoder of a real server.</summary>
internal ref struct JsonSyntax
{
    private const string End = "unexpected end of JSON input";

    private readonly ReadOnlySpan<byte> _text;
    private readonly int _deepest;
    private int _at;
    private int _depth;

    private JsonSyntax(ReadOnlySpan<byte> text, int deepest)
    {
        _text = text;
        _deepest = deepest;
    }

    /// <summary>Null for JSON that is not deeper than <paramref name="deepest"/>.</summary>
    public static string? Problem(ReadOnlySpan<byte> text, int deepest)
    {
        var syntax = new JsonSyntax(text, deepest);
        if (syntax.Value() is { } problem)
            return problem;
        syntax.Blank();
        return syntax._at < text.Length ? syntax.Invalid("after top-level value") : null;
    }

    private string? Value()
    {
        Blank();
        if (_at >= _text.Length)
            return End;
        switch (_text[_at])
        {
            case (byte)'{':
                return Nested((byte)'}');
            case (byte)'[':
                return Nested((byte)']');
            case (byte)'"':
                return Text();
            case (byte)'t':
                return Literal("true");
            case (byte)'f':
                return Literal("false");
            case (byte)'n':
                return Literal("null");
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return Number();
            default:
                return Invalid("looking for beginning of value");
        }
    }

    private string? Nested(byte close)
    {
        if (++_depth > _deepest)
            return "exceeded max depth";
        _at++;
        Blank();
        if (_at < _text.Length && _text[_at] == close)
        {
            (_at, _depth) = (_at + 1, _depth - 1);
            return null;
        }

        while (true)
        {
            if (close == '}' && Key() is { } wrongKey)
                return wrongKey;
            if (Value() is { } wrongValue)
                return wrongValue;
            Blank();
            if (_at >= _text.Length)
                return End;
            if (_text[_at] == close)
            {
                (_at, _depth) = (_at + 1, _depth - 1);
                return null;
            }

            if (_text[_at] != ',')
                return Invalid(close == '}' ? "after object key:value pair" : "after array element");
            _at++;
        }
    }

    private string? Key()
    {
        Blank();
        if (_at >= _text.Length)
            return End;
        if (_text[_at] != '"')
            return Invalid("looking for beginning of object key string");
        if (Text() is { } problem)
            return problem;
        Blank();
        if (_at >= _text.Length)
            return End;
        if (_text[_at] != ':')
            return Invalid("after object key");
        _at++;
        return null;
    }

    private string? Text()
    {
        for (_at++; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case (byte)'"':
                    _at++;
                    return null;
                case < 0x20:
                    return Invalid("in string literal");
                case (byte)'\\':
                    if (Escape() is { } problem)
                        return problem;
                    break;
            }
        }

        return End;
    }

    private string? Escape()
    {
        if (++_at >= _text.Length)
            return End;
        if (_text[_at] != 'u')
            return "\"\\/bfnrt".Contains((char)_text[_at], StringComparison.Ordinal) ? null : Invalid("in string escape code");
        for (var i = 0; i < 4; i++)
        {
            if (++_at >= _text.Length)
                return End;
            if (!char.IsAsciiHexDigit((char)_text[_at]))
                return Invalid("in \\u hexadecimal character escape");
        }

        return null;
    }

    private string? Literal(string word)
    {
        for (var i = 0; i < word.Length; i++, _at++)
        {
            if (_at >= _text.Length)
                return End;
            if (_text[_at] != word[i])
                return Invalid($"in literal {word} (expecting '{word[i]}')");
        }

        return null;
    }

    private string? Number()
    {
        if (_text[_at] == '-' && Digits("in numeric literal", skip: 1) is { } sign)
            return sign;
        if (_text[_at] == '0')
            _at++;
        else
            Skip();
        if (_at < _text.Length && _text[_at] == '.')
        {
            if (Digits("after decimal point in numeric literal", skip: 1) is { } problem)
                return problem;
            Skip();
        }

        if (_at < _text.Length && _text[_at] is (byte)'e' or (byte)'E')
        {
            var signed = _at + 1 < _text.Length && _text[_at + 1] is (byte)'+' or (byte)'-';
            if (Digits("in exponent of numeric literal", skip: signed ? 2 : 1) is { } problem)
                return problem;
            Skip();
        }

        return null;
    }

    private string? Digits(string where, int skip)
    {
        _at += skip;
        return _at >= _text.Length ? End : char.IsAsciiDigit((char)_text[_at]) ? null : Invalid(where);
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsAsciiDigit((char)_text[_at]))
            _at++;
    }

    private void Blank()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            _at++;
    }

    private readonly string Invalid(string where)
    {
        var c = _text[_at];
        var shown = c switch
        {
            (byte)'\'' => "\\'",
            (byte)'\n' => "\\n",
            (byte)'\r' => "\\r",
            (byte)'\t' => "\\t",
            (byte)'\\' => "\\\\",
            < 0x20 or 0x7f => $"\\x{c:x2}",
            _ => new Rune(c).ToString(),
        };
        return $"invalid character '{shown}' {where}";
    }
}
