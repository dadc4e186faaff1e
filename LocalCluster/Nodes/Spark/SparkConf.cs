using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace LocalCluster.Nodes.Spark;

/// <summary>A driver's <c>spark.properties</c>: Java's properties format, read as Java reads it.</summary>
internal sealed record SparkConf(ImmutableSortedDictionary<string, string> Entries)
{
    public string? this[string key] => Entries.GetValueOrDefault(key);

    public bool Flag(string key, bool otherwise = false) => this[key] is { } text ? text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase) : otherwise;

    public int? Number(string key) => int.TryParse(this[key]?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The entries below a prefix, without it, in order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Below(string prefix) =>
        Entries.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) && entry.Key.Length > prefix.Length)
            .Select(entry => KeyValuePair.Create(entry.Key[prefix.Length..], entry.Value));

    public SparkConf With(string key, string value) => new(Entries.SetItem(key, value));

    public SparkConf WithDefault(string key, string value) => Entries.ContainsKey(key) ? this : With(key, value);

    public static readonly SparkConf Empty = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public static SparkConf Parse(string text)
    {
        var entries = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in LogicalLines(text))
        {
            var end = KeyEnd(line);
            var value = end;
            while (value < line.Length && char.IsWhiteSpace(line[value]))
                value++;
            if (value < line.Length && line[value] is '=' or ':')
                value++;
            while (value < line.Length && char.IsWhiteSpace(line[value]))
                value++;
            entries[Unescape(line[..end])] = Unescape(line[value..]);
        }

        return new SparkConf(entries.ToImmutable());
    }

    /// <summary>Lines without comments and blanks; an odd number of backslashes at the end continues on the next.</summary>
    private static IEnumerable<string> LogicalLines(string text)
    {
        var pending = new StringBuilder();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd('\r').TrimStart();
            if (pending.Length == 0 && (line.Length == 0 || line[0] is '#' or '!'))
                continue;
            var backslashes = line.Length - line.TrimEnd('\\').Length;
            if (backslashes % 2 == 1)
            {
                _ = pending.Append(line.AsSpan(0, line.Length - 1));
                continue;
            }

            yield return pending.Append(line).ToString();
            _ = pending.Clear();
        }

        if (pending.Length > 0)
            yield return pending.ToString();
    }

    private static int KeyEnd(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] is '=' or ':' || char.IsWhiteSpace(line[i]))
                return i;
        }

        return line.Length;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i >= text.Length)
            {
                if (i < text.Length)
                    _ = result.Append(text[i]);
                continue;
            }

            if (text[i] == 'u' && i + 4 < text.Length && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                _ = result.Append((char)code);
                i += 4;
            }
            else
            {
                _ = result.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
            }
        }

        return result.ToString();
    }
}
