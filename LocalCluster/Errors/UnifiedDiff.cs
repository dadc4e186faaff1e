using System.Globalization;
using System.Text;

namespace LocalCluster.Errors;

/// <summary>What changed between two texts, as hunks with three lines around each change.</summary>
internal static class UnifiedDiff
{
    private const int Around = 3;

    public static string Of(string before, string after)
    {
        var script = Script(before.Split('\n'), after.Split('\n'));
        var result = new StringBuilder();
        for (var at = 0; at < script.Count;)
        {
            if (script[at].Mark == ' ')
            {
                at++;
                continue;
            }

            var start = Math.Max(0, at - Around);
            var end = at;
            // Changes that are near each other share a hunk.
            for (var i = at; i < script.Count && i <= end + (2 * Around); i++)
            {
                if (script[i].Mark != ' ')
                    end = i;
            }

            var stop = Math.Min(script.Count, end + Around + 1);
            Write(result, script, start, stop);
            at = stop;
        }

        return result.ToString();
    }

    private static void Write(StringBuilder result, List<(char Mark, string Line)> script, int start, int stop)
    {
        var (left, right) = (1 + script.Take(start).Count(line => line.Mark != '+'), 1 + script.Take(start).Count(line => line.Mark != '-'));
        var hunk = script[start..stop];
        _ = result.Append(CultureInfo.InvariantCulture, $"@@ -{left},{hunk.Count(line => line.Mark != '+')} +{right},{hunk.Count(line => line.Mark != '-')} @@\n");
        foreach (var (mark, line) in hunk)
            _ = result.Append(mark).Append(line).Append('\n');
    }

    // The longest common subsequence; texts here are a few dozen lines.
    private static List<(char Mark, string Line)> Script(string[] before, string[] after)
    {
        var longest = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                longest[i, j] = before[i] == after[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }

        var (script, left, right) = (new List<(char Mark, string Line)>(), 0, 0);
        while (left < before.Length || right < after.Length)
        {
            if (left < before.Length && right < after.Length && before[left] == after[right])
            {
                script.Add((' ', before[left]));
                (left, right) = (left + 1, right + 1);
            }
            else if (left < before.Length && (right == after.Length || longest[left + 1, right] >= longest[left, right + 1]))
                script.Add(('-', before[left++]));
            else
                script.Add(('+', after[right++]));
        }

        return script;
    }
}
