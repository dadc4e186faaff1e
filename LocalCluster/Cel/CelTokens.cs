using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Cel;

internal enum CelTokenKind
{
    End,
    Name,
    Literal,
    Sign,
}

/// <summary>One token. <paramref name="At"/> is its place, from 0; <paramref name="Value"/> of a literal.</summary>
internal sealed record CelToken(CelTokenKind Kind, string Text, int At, JsonNode? Value = null);

/// <summary>Cuts an expression into tokens.</summary>
internal static class CelTokens
{
    // What is evaluated goes as deep as an expression is long.
    private const int Most = 2000;

    private static readonly string[] Signs = ["&&", "||", "==", "!=", "<=", ">=", "[?", ".?", "<", ">", "!", "+", "-", "*", "/", "%", "(", ")", "[", "]", "{", "}", ",", ".", "?", ":"];

    /// <exception cref="CelSyntaxException">A sign is unknown, or a text does not end.</exception>
    public static List<CelToken> Of(string text)
    {
        var tokens = new List<CelToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '/')
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            else
            {
                var token = Next(text, at, out var after);
                tokens.Add(token);
                if (tokens.Count > Most)
                    throw CelSyntaxException.Of(text, 0, "expression is too long");
                at = after;
            }
        }

        tokens.Add(new CelToken(CelTokenKind.End, "<EOF>", text.TrimEnd().Length));
        return tokens;
    }

    private static CelToken Next(string text, int at, out int after)
    {
        var c = text[at];
        if (c is '\'' or '"' || (c is 'r' or 'R' && at + 1 < text.Length && text[at + 1] is '\'' or '"'))
            return Quoted(text, at, out after);
        if (char.IsAsciiDigit(c))
            return Number(text, at, out after);
        if (char.IsAsciiLetter(c) || c == '_')
        {
            after = at;
            while (after < text.Length && (char.IsAsciiLetterOrDigit(text[after]) || text[after] == '_'))
                after++;
            var name = text[at..after];
            return name switch
            {
                "true" => new CelToken(CelTokenKind.Literal, name, at, true),
                "false" => new CelToken(CelTokenKind.Literal, name, at, false),
                "null" => new CelToken(CelTokenKind.Literal, name, at),
                _ => new CelToken(CelTokenKind.Name, name, at),
            };
        }

        var sign = Signs.FirstOrDefault(known => text.AsSpan(at).StartsWith(known, StringComparison.Ordinal))
            ?? throw CelSyntaxException.Of(text, at, $"token recognition error at: '{c}'");
        after = at + sign.Length;
        return new CelToken(CelTokenKind.Sign, sign, at);
    }

    private static CelToken Number(string text, int at, out int after)
    {
        after = at;
        while (after < text.Length && (char.IsAsciiLetterOrDigit(text[after]) || (text[after] == '.' && after + 1 < text.Length && char.IsAsciiDigit(text[after + 1]))))
            after++;
        var digits = text[at..after].TrimEnd('u', 'U');
        if (digits.StartsWith("0x", StringComparison.Ordinal) && long.TryParse(digits[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex))
            return new CelToken(CelTokenKind.Literal, digits, at, hex);
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            return new CelToken(CelTokenKind.Literal, digits, at, whole);
        // Kept as it is written, so that 7.0 stays no whole number.
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? new CelToken(CelTokenKind.Literal, digits, at, JsonReading.Parse(Encoding.UTF8.GetBytes(digits)))
            : throw CelSyntaxException.Of(text, at, $"invalid number '{digits}'");
    }

    private static CelToken Quoted(string text, int at, out int after)
    {
        var isRaw = text[at] is 'r' or 'R';
        var start = isRaw ? at + 1 : at;
        var quote = text.AsSpan(start).StartsWith("'''", StringComparison.Ordinal) ? "'''" : text.AsSpan(start).StartsWith("\"\"\"", StringComparison.Ordinal) ? "\"\"\"" : text[start].ToString();
        var value = new StringBuilder();
        for (after = start + quote.Length; after < text.Length; after++)
        {
            if (text.AsSpan(after).StartsWith(quote, StringComparison.Ordinal))
            {
                after += quote.Length;
                return new CelToken(CelTokenKind.Literal, text[at..after], at, JsonValue.Create(value.ToString()));
            }

            if (text[after] == '\\' && !isRaw && after + 1 < text.Length)
                _ = value.Append(text[++after] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'v' => '\v', 'a' => '\a', var same => same });
            else
                _ = value.Append(text[after]);
        }

        throw CelSyntaxException.Of(text, at, $"token recognition error at: '{text[at..]}'");
    }
}
