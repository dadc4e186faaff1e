using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark;

/// <summary>The words of a container's command. A shell line is split as a shell splits it, as far as such lines go: quotes, backslashes, variables. Pure.</summary>
internal static class CommandWords
{
    /// <summary>Command and arguments; of <c>bash -c "..."</c> the words of the line. <paramref name="podIp"/> stands for every expression over it.</summary>
    public static List<string> Of(JsonObject container, string podIp)
    {
        List<string> words = [.. container.ListAt("command").Texts(), .. container.ListAt("args").Texts()];
        var shell = words.FindIndex(word => word is "-c" or "-ec");
        return shell > 0 && shell + 1 < words.Count && words[shell - 1].EndsWith("sh", StringComparison.Ordinal)
            ? Split(words[shell + 1], podIp)
            : words;
    }

    public static List<string> Split(string line, string podIp)
    {
        var (words, word, isWord) = (new List<string>(), new StringBuilder(), false);
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (quote is '\0' && char.IsWhiteSpace(letter))
            {
                if (isWord)
                    words.Add(word.ToString());
                (word, isWord) = (new StringBuilder(), false);
                continue;
            }

            isWord = true;
            if (letter is '\'' or '"' && (quote is '\0' || quote == letter))
                quote = quote is '\0' ? letter : '\0';
            else if (letter is '\\' && quote is not '\'' && i + 1 < line.Length)
                _ = word.Append(line[++i]);
            else if (letter is '$' && quote is not '\'' && Variable(line, i) is { Length: > 1 } variable)
            {
                _ = word.Append(variable.Contains("POD_IP", StringComparison.Ordinal) ? podIp : variable.Contains("SPARK_HOME", StringComparison.Ordinal) ? "/opt/spark" : "");
                i += variable.Length - 1;
            }
            else
                _ = word.Append(letter);
        }

        if (isWord)
            words.Add(word.ToString());
        return words;
    }

    /// <summary><c>$NAME</c>, <c>${NAME}</c> or <c>$(...)</c> with all that belongs to it.</summary>
    private static string Variable(string line, int start)
    {
        var end = start + 1;
        if (end < line.Length && line[end] is '{')
            return line[start..(line.IndexOf('}', end) is > 0 and var brace ? brace + 1 : line.Length)];
        if (end >= line.Length || line[end] is not '(')
        {
            while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_'))
                end++;
            return line[start..end];
        }

        var depth = 0;
        do
            depth += line[end] is '(' ? 1 : line[end] is ')' ? -1 : 0;
        while (++end < line.Length && depth > 0);
        return line[start..end];
    }
}
