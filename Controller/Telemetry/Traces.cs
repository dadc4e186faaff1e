using System.Diagnostics;

namespace Controller.Telemetry;

/// <summary>Spans of the controller: one for each reconcile, and below it one for each request of the client. Nothing is made while nobody listens.</summary>
internal static class Traces
{
    public const string SourceName = "controller";

    public static readonly ActivitySource Source = new(SourceName);
}
