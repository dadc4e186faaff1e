using System.Globalization;
using System.Text;

namespace Shared.Hosting.Metrics;

/// <summary>One instrument with all its label sets, as Prometheus sees it. Not thread-safe: its owner locks.</summary>
internal sealed class MetricFamily(string name, string help, string type, IReadOnlyList<double>? buckets)
{
    /// <summary>A label with free text would grow without end; past this many sets new ones are counted and dropped.</summary>
    internal const int MaximumSeries = 2000;

    private const int MaximumRemembered = 32;

    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly List<(KeyValuePair<string, object?>[] Tags, string Text)> _remembered = [];

    public string Name => name;

    /// <summary>The text of a label set. The first ones are remembered, for what is measured often has few of them.</summary>
    public string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (known, remembered) in _remembered)
        {
            if (AreEqual(known, tags))
                return remembered;
        }

        var text = PrometheusNames.Labels(tags);
        if (_remembered.Count < MaximumRemembered)
            _remembered.Add((tags.ToArray(), text));
        return text;
    }

    public bool Add(string labels, double amount) => With(labels, series => series.Value += amount);

    public bool Set(string labels, double value) => With(labels, series => series.Value = value);

    public bool Record(string labels, double value) => With(labels, series =>
    {
        series.Value += value;
        series.Count++;
        for (var index = 0; index < series.Buckets.Length; index++)
        {
            if (value <= buckets![index])
                series.Buckets[index]++;
        }
    });

    /// <summary>Observable instruments report all they have each time; what they no longer report is gone.</summary>
    public void Clear() => _series.Clear();

    public void WriteTo(StringBuilder text)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var (labels, series) in _series)
        {
            if (buckets is null)
            {
                Line(text, name, labels, series.Value);
                continue;
            }

            for (var index = 0; index < buckets.Count; index++)
                Line(text, name + "_bucket", Join(labels, $"le=\"{Number(buckets[index])}\""), series.Buckets[index]);
            if (buckets.Count > 0)
                Line(text, name + "_bucket", Join(labels, "le=\"+Inf\""), series.Count);
            Line(text, name + "_sum", labels, series.Value);
            Line(text, name + "_count", labels, series.Count);
        }
    }

    private bool With(string labels, Action<Series> change)
    {
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= MaximumSeries)
                return false;
            _series[labels] = series = new Series(buckets?.Count ?? 0);
        }

        change(series);
        return true;
    }

    private static bool AreEqual(KeyValuePair<string, object?>[] known, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (known.Length != tags.Length)
            return false;
        for (var index = 0; index < known.Length; index++)
        {
            if (known[index].Key != tags[index].Key || !Equals(known[index].Value, tags[index].Value))
                return false;
        }

        return true;
    }

    private static string Join(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e'),
    };

    private sealed class Series(int buckets)
    {
        public double Value { get; set; }
        public long Count { get; set; }
        public long[] Buckets { get; } = new long[buckets];
    }
}
