using System.Globalization;
using System.Text;

namespace Shared.Submission.Conf;

/// <summary>Reads a properties file. Source: <c>java.util.Properties.load(Reader)</c>.</summary>
internal static class PropertiesText
{
    /// <summary>Pairs in the order of the file; of two with one key the later counts.</summary>
    /// <exception cref="FormatException">A <c>\u</c> without four hexadecimal digits.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        foreach (var line in LogicalLines(text))
        {
            var end = KeyEnd(line);
            var rest = line.AsSpan(end).TrimStart(" \t\f");
            if (rest.Length > 0 && rest[0] is '=' or ':')
                rest = rest[1..].TrimStart(" \t\f");
            yield return KeyValuePair.Create(Unescaped(line.AsSpan(0, end)), Unescaped(rest));
        }
    }

    // A line that ends in an odd number of backslashes goes on in the next one, whose indentation does not count.
    private static IEnumerable<string> LogicalLines(string text)
    {
        var logical = new StringBuilder();
        foreach (var natural in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r'))
        {
            var part = natural.TrimStart(' ', '\t', '\f');
            if (logical.Length == 0 && (part.Length == 0 || part[0] is '#' or '!'))
                continue;

            var backslashes = part.Length - part.AsSpan().TrimEnd('\\').Length;
            logical.Append(part);
            if (backslashes % 2 == 1)
            {
                logical.Length--;
                continue;
            }

            yield return logical.ToString();
            logical.Clear();
        }

        if (logical.Length > 0)
            yield return logical.ToString();
    }

    private static int KeyEnd(string line)
    {
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] == '\\')
                index++;
            else if (line[index] is '=' or ':' or ' ' or '\t' or '\f')
                return index;
        }

        return line.Length;
    }

    private static string Unescaped(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\')
                plain.Append(text[index]);
            else if (++index < text.Length)
                plain.Append(text[index] is 'u' ? CodeUnit(text, ref index) : text[index] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
        }

        return plain.ToString();
    }

    private static char CodeUnit(ReadOnlySpan<char> text, ref int index)
    {
        const int digits = 4;
        if (index + digits >= text.Length
            || !ushort.TryParse(text.Slice(index + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            throw new FormatException("a \\u is not followed by four hexadecimal digits");

        index += digits;
        return (char)unit;
    }
}
