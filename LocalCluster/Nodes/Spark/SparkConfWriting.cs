using System.Text;

namespace LocalCluster.Nodes.Spark;

/// <summary>A conf as Java's <c>Properties.store</c> writes it. Pure.</summary>
internal static class SparkConfWriting
{
    /// <summary>One entry a line, below a first line of comment.</summary>
    public static string Store(this SparkConf conf, string comment) =>
        $"#{comment}\n{string.Concat(conf.Entries.Select(entry => $"{Escape(entry.Key, isKey: true)}={Escape(entry.Value, isKey: false)}\n"))}";

    private static string Escape(string text, bool isKey)
    {
        var result = new StringBuilder();
        foreach (var (index, letter) in text.Index())
        {
            _ = letter switch
            {
                '\t' => result.Append(@"\t"),
                '\n' => result.Append(@"\n"),
                '\r' => result.Append(@"\r"),
                '\f' => result.Append(@"\f"),
                '\\' or '=' or ':' or '#' or '!' => result.Append('\\').Append(letter),
                ' ' when isKey || index == 0 => result.Append(@"\ "),
                _ => result.Append(letter),
            };
        }

        return result.ToString();
    }
}
