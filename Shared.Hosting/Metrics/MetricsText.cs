using System.Diagnostics.Metrics;
using System.Text;

namespace Shared.Hosting.Metrics;

/// <summary>
/// Listens to the named meters and writes what they measured in the Prometheus text format 0.0.4. Instruments carry the names that
/// Prometheus is to show (<c>spark_application_submit_count</c>); a counter that is to be seen from the start adds 0 once.
/// Histograms take their buckets from the instrument's advice, else seconds from 1 ms to 10 s; one that is advised to have none is a summary of sum and count.
/// </summary>
public sealed class MetricsText : IDisposable
{
    private static readonly double[] DefaultBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly List<MetricFamily> _observed = [];
    private readonly MeterListener _listener = new();
    private readonly IMeterFactory _scope;
    private readonly HashSet<string> _meters;
    private long _dropped;

    /// <param name="scope">Only meters of this factory are heard, so that two hosts in one process (tests) stay apart.</param>
    /// <param name="meters">Names of the meters to publish.</param>
    public MetricsText(IMeterFactory scope, IEnumerable<string> meters)
    {
        _scope = scope;
        _meters = [.. meters];
    }

    /// <summary>Measurements before this call are lost: call it before the first one.</summary>
    public void Start()
    {
        _listener.InstrumentPublished = Publish;
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<double>(Take);
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, state) => Take(instrument, (double)value, tags, state));
        _listener.Start();
    }

    /// <summary>Shows a series with zeros before anything is measured; what rates are computed from must not appear out of nothing.</summary>
    public void ShowZero(Instrument instrument, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
        {
            if (_families.TryGetValue(PrometheusNames.Metric(instrument.Name), out var family))
                _ = family.Add(PrometheusNames.Labels(tags), 0);
        }
    }

    public string Write()
    {
        lock (_gate)
        {
            foreach (var observed in _observed)
                observed.Clear();
        }

        // Outside the lock: callbacks may take locks of their own.
        _listener.RecordObservableInstruments();

        var text = new StringBuilder();
        lock (_gate)
        {
            foreach (var family in _families.Values)
                family.WriteTo(text);
        }

        return text
            .Append("# HELP metrics_series_dropped_total Measurements dropped because an instrument had too many label sets.\n")
            .Append("# TYPE metrics_series_dropped_total counter\n")
            .Append("metrics_series_dropped_total ").Append(Interlocked.Read(ref _dropped)).Append('\n')
            .ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (!_meters.Contains(instrument.Meter.Name) || !ReferenceEquals(instrument.Meter.Scope, _scope))
            return;

        var kind = Kind(instrument);
        var name = PrometheusNames.Metric(instrument.Name);
        var buckets = kind is Kinds.Histogram ? Buckets(instrument) : null;
        var type = kind switch
        {
            Kinds.Counter or Kinds.ObservedCounter => "counter",
            Kinds.Histogram => buckets is { Count: 0 } ? "summary" : "histogram",
            _ => "gauge",
        };
        MetricFamily? family;
        lock (_gate)
        {
            if (!_families.TryGetValue(name, out family))
            {
                _families[name] = family = new MetricFamily(name, instrument.Description ?? "", type, buckets);
                if (instrument.IsObservable)
                    _observed.Add(family);
            }
        }

        listener.EnableMeasurementEvents(instrument, new Target(family, kind));
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var (family, kind) = (Target)state!;
        bool taken;
        lock (_gate)
        {
            var labels = family.Labels(tags);
            taken = kind switch
            {
                Kinds.Counter or Kinds.UpDown => family.Add(labels, value),
                Kinds.Histogram => family.Record(labels, value),
                _ => family.Set(labels, value),
            };
        }

        if (!taken)
            Interlocked.Increment(ref _dropped);
    }

    private enum Kinds
    {
        Counter,
        UpDown,
        Histogram,
        ObservedCounter,
        Gauge,
    }

    private sealed record Target(MetricFamily Family, Kinds Kind);

    // Instrument types are generic in the number type and share no base below Instrument<T>: their names are the only common ground.
    private static Kinds Kind(Instrument instrument) => instrument.GetType().Name switch
    {
        "Counter`1" => Kinds.Counter,
        "UpDownCounter`1" => Kinds.UpDown,
        "Histogram`1" => Kinds.Histogram,
        "ObservableCounter`1" => Kinds.ObservedCounter,
        _ => Kinds.Gauge,
    };

    private static IReadOnlyList<double> Buckets(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => bounds,
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBuckets,
    };
}
