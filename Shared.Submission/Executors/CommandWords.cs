using System.Text;

namespace Shared.Submission.Executors;

/// <summary>A line of options as words, with single and double quotes and backslashes. Source: <c>Utils.splitCommandString</c>.</summary>
internal static class CommandWords
{
    public static IEnumerable<string> Of(string line)
    {
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');

        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (quote != '\0' && character == quote)
                quote = '\0';
            else if (character == '\\' && quote != '\'' && index + 1 < line.Length && (quote == '\0' || line[index + 1] is '"' or '\\'))
                (inWord, _) = (true, word.Append(line[++index]));
            else if (quote == '\0' && character is '"' or '\'' && quote == '\0')
                (inWord, quote) = (true, character);
            else if (quote != '\0' || !char.IsWhiteSpace(character))
                (inWord, _) = (true, word.Append(character));
            else if (inWord)
            {
                yield return word.ToString();
                word.Clear();
                inWord = false;
            }
        }

        if (inWord)
            yield return word.ToString();
    }
}
