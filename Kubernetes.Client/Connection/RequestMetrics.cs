using System.Diagnostics.Metrics;
using System.Globalization;

namespace Kubernetes.Client.Connection;

/// <summary>What is sent to the API server, under the names that client-go gives it. Labels are from closed sets: never a path or a name.</summary>
public sealed class RequestMetrics
{
    public const string MeterName = "kubernetes.client";

    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60] };

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _durations;
    private readonly Histogram<double> _waits;
    private readonly string _host;

    /// <param name="meters">Where they are made.</param>
    /// <param name="host">Host and port of the API server.</param>
    public RequestMetrics(IMeterFactory meters, string host)
    {
        _host = host;
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("rest_client_requests_total", "{request}", "Requests to the API server, by code and method; a request without an answer has code <error>.");
        _durations = meter.CreateHistogram("rest_client_request_duration_seconds", "s", "From sending a request until its answer begins.", advice: Buckets);
        _waits = meter.CreateHistogram("rest_client_rate_limiter_duration_seconds", "s", "Waits for the client's own limit.", advice: Buckets);
        _requests.Add(0, Tag("code", "200"), Tag("method", "GET"), Tag("host", host));
    }

    internal void Waited(string method, TimeSpan wait) => _waits.Record(wait.TotalSeconds, Tag("verb", method), Tag("host", _host));

    internal void Answered(string method, int? code, TimeSpan elapsed)
    {
        _requests.Add(1, Tag("code", code?.ToString(CultureInfo.InvariantCulture) ?? "<error>"), Tag("method", method), Tag("host", _host));
        _durations.Record(elapsed.TotalSeconds, Tag("verb", method), Tag("host", _host));
    }

    private static KeyValuePair<string, object?> Tag(string key, object value) => new(key, value);
}
