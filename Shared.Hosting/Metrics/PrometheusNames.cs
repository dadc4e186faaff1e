using System.Globalization;
using System.Text;

namespace Shared.Hosting.Metrics;

internal static class PrometheusNames
{
    /// <summary>An instrument that is named as Prometheus names things keeps its name; other letters become underscores.</summary>
    public static string Metric(string instrument)
    {
        var name = new StringBuilder(instrument.Length + 1);
        foreach (var letter in instrument)
            name.Append(char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' ? letter : '_');
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            name.Insert(0, '_');
        return name.ToString();
    }

    /// <summary><c>a="x",b="y"</c>, sorted by key, so that one set of labels is one text.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";

        var sorted = tags.ToArray();
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var text = new StringBuilder();
        foreach (var (key, value) in sorted)
        {
            if (text.Length > 0)
                text.Append(',');
            text.Append(Metric(key).Replace(':', '_')).Append("=\"").Append(Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        }

        return text.ToString();
    }

    private static string Escape(string value) => value
        .Replace("\\", @"\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal);
}
