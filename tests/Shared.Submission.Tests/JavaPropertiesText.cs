using System.Text;

namespace Shared.Submission.Tests;

/// <summary>Reads a properties file as <c>java.util.Properties.load</c> does: an independent check of what is written.</summary>
internal static class JavaPropertiesText
{
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string text)
    {
        var result = new List<KeyValuePair<string, string>>();
        foreach (var line in text.Split('\n'))
        {
            var start = line.TrimStart(' ', '\t', '\f');
            if (start.Length == 0 || start[0] is '#' or '!')
                continue;

            var (key, rest) = Part(start, untilSeparator: true);
            rest = rest.TrimStart(' ', '\t', '\f');
            if (rest.StartsWith('=') || rest.StartsWith(':'))
                rest = rest[1..].TrimStart(' ', '\t', '\f');
            result.Add(new(key, Part(rest, untilSeparator: false).Text));
        }

        return result;
    }

    private static (string Text, string After) Part(string text, bool untilSeparator)
    {
        var part = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\' && index + 1 < text.Length)
                part.Append(text[++index] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'f' => '\f', var other => other });
            else if (untilSeparator && text[index] is ('=' or ':' or ' ' or '\t' or '\f'))
                return (part.ToString(), text[index..]);
            else
                part.Append(text[index]);
        }

        return (part.ToString(), "");
    }
}
