using System.Diagnostics;
using Shared.Contracts.AdmissionReviews;

namespace Webhook;

/// <summary>Spans of the webhook: one for each review, with its kind, its operation and what became of it. Names and values of objects never get in. Nothing is made while nobody listens.</summary>
internal static class Traces
{
    public const string SourceName = "webhook";

    public static readonly ActivitySource Source = new(SourceName);

    // Words that come from outside are shown only when they are among those that we know.
    private static readonly string[] Operations = ["CREATE", "UPDATE", "DELETE", "CONNECT"];
    private static readonly string[] Kinds = ["Pod", "SparkApplication", "ScheduledSparkApplication", "SparkConnect"];

    /// <summary>What the review that is being answered asks.</summary>
    public static void Asked(AdmissionRequest request)
    {
        if (Activity.Current is not { } span || span.Source != Source)
            return;
        _ = span.SetTag("kind", Known(Kinds, request.Kind?.Kind)).SetTag("operation", Known(Operations, request.Operation)).SetTag("dry_run", request.DryRun is true);
    }

    public static void Ended(Activity? span, string path, string? outcome, int status)
    {
        if (span is null)
            return;
        _ = span.SetTag("webhook", path).SetTag("verdict", outcome ?? "none").SetTag("http.response.status_code", status);
        if (outcome is "failed")
            _ = span.SetStatus(ActivityStatusCode.Error);
    }

    private static string Known(string[] words, string? found) => found is not null && words.Contains(found) ? found : "other";
}
