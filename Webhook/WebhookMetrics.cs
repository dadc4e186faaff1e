using System.Diagnostics.Metrics;
using Shared.Hosting.Policy;

namespace Webhook;

/// <summary>The names are upstream's, for its dashboards; <c>webhook_reviews_total</c> tells allowed from refused, which its code label does not.</summary>
internal sealed class WebhookMetrics
{
    public const string MeterName = "webhook";

    /// <summary>Upstream's, so that panels over both show one picture.</summary>
    private static readonly InstrumentAdvice<double> LatencyBuckets = new()
    {
        HistogramBucketBoundaries = [1e-8, 1e-7, 1e-6, 9.999999999999999e-06, 9.999999999999999e-05, 0.001, 0.01, 0.1, 1, 10, 100, 1000],
    };

    private readonly Counter<long> _requests;
    private readonly Counter<long> _reviews;
    private readonly UpDownCounter<long> _inFlight;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _panics;
    private readonly Counter<long> _lookups;
    private readonly Counter<long> _certificateReads;
    private readonly Counter<long> _certificateErrors;

    public WebhookMetrics(IMeterFactory meters, Func<double?> certificateSecondsLeft)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("controller_runtime_webhook_requests_total", null, "Admission requests by HTTP status code.");
        _reviews = meter.CreateCounter<long>("webhook_reviews_total", null, "Admission reviews by outcome.");
        _inFlight = meter.CreateUpDownCounter<long>("controller_runtime_webhook_requests_in_flight", null, "Admission requests being served.");
        _latency = meter.CreateHistogram("controller_runtime_webhook_latency_seconds", "s", "Time to serve an admission request.", advice: LatencyBuckets);
        _panics = meter.CreateCounter<long>("controller_runtime_webhook_panics_total", null, "Admission requests that failed for a reason of our own.");
        _lookups = meter.CreateCounter<long>("webhook_application_lookups_total", null, "Lookups of a pod's application, by where it was found.");
        _certificateReads = meter.CreateCounter<long>("certwatcher_read_certificate_total", null, "Certificates read.");
        _certificateErrors = meter.CreateCounter<long>("certwatcher_read_certificate_errors_total", null, "Certificates that could not be read.");
        Policy = new PolicyMetrics(meter, "webhook_policy_reads_total", "webhook_policy_outdated");
        meter.CreateObservableGauge(
            "webhook_certificate_seconds_left", () => certificateSecondsLeft() is { } left ? [new Measurement<double>(left)] : Array.Empty<Measurement<double>>(), "s", "Validity left of the serving certificate.");

        _panics.Add(0);
        _certificateReads.Add(0);
        _certificateErrors.Add(0);
        foreach (var place in new[] { "cache", "server", "nowhere" })
            _lookups.Add(0, Tag("found", place));
    }

    public PolicyMetrics Policy { get; }

    public void Announce(string path)
    {
        _requests.Add(0, Tag("webhook", path), Tag("code", 200));
        _inFlight.Add(0, Tag("webhook", path));
        foreach (var outcome in new[] { "allowed", "mutated", "refused", "failed" })
            _reviews.Add(0, Tag("webhook", path), Tag("outcome", outcome));
    }

    public void Started(string path) => _inFlight.Add(1, Tag("webhook", path));

    public void Finished(string path, int httpStatus, string? outcome, TimeSpan elapsed)
    {
        _inFlight.Add(-1, Tag("webhook", path));
        _latency.Record(elapsed.TotalSeconds, Tag("webhook", path));
        _requests.Add(1, Tag("webhook", path), Tag("code", httpStatus));
        if (outcome is not null)
            _reviews.Add(1, Tag("webhook", path), Tag("outcome", outcome));
        if (outcome is "failed")
            _panics.Add(1);
    }

    public void LookedUp(string found) => _lookups.Add(1, Tag("found", found));

    public void CertificateRead(bool usable) => (usable ? _certificateReads : _certificateErrors).Add(1);

    private static KeyValuePair<string, object?> Tag(string key, object value) => new(key, value);
}
