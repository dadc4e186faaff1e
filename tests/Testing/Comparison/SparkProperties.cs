using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Testing.Comparison;

/// <summary>The text form of <c>java.util.Properties</c> as a map; the last value of a key wins, comments say nothing.</summary>
internal static class SparkProperties
{
    public static JsonObject Parse(string text)
    {
        var map = new JsonObject();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r').TrimStart(' ', '\t', '\f')))
        {
            if (line.Length == 0 || line[0] is '#' or '!')
                continue;
            var end = EndOfKey(line);
            var value = line[end..].TrimStart(' ', '\t', '\f');
            if (value is ['=' or ':', ..])
                value = value[1..].TrimStart(' ', '\t', '\f');
            map[Unescape(line[..end])] = Unescape(value);
        }

        return map;
    }

    private static int EndOfKey(string line)
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

    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                _ = result.Append(text[index]);
                continue;
            }

            index++;
            if (text[index] == 'u' && index + 4 < text.Length)
            {
                _ = result.Append((char)int.Parse(text.AsSpan(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                index += 4;
                continue;
            }

            _ = result.Append(text[index] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'f' => '\f', var other => other });
        }

        return result.ToString();
    }
}
