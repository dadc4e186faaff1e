namespace Shared.Hosting.Options;

internal static class Suggestion
{
    /// <summary><c>; did you mean '--listen'?</c> or, when nothing is near, where to find the list.</summary>
    public static string Sentence(string wrong, IEnumerable<string> known, Func<string, string> spelling)
    {
        var (nearest, distance) = known
            .Select(name => (Name: name, Distance: Distance(wrong.ToUpperInvariant(), name.ToUpperInvariant())))
            .DefaultIfEmpty((Name: "", Distance: int.MaxValue))
            .MinBy(candidate => candidate.Distance);

        return distance <= Math.Max(2, wrong.Length / 3) ? $"; did you mean '{spelling(nearest)}'" : "; --help lists them";
    }

    /// <summary>Insertions, deletions and replacements that turn one text into the other (Levenshtein).</summary>
    internal static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
