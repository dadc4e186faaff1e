namespace Webhook;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "Serving admission at {Url}, metrics and health at {TelemetryUrl}")]
    public static partial void Serving(ILogger logger, string url, string telemetryUrl);

    [LoggerMessage(2002, LogLevel.Information, "{Webhook} refused {Namespace}/{Name} with code {Code}, request {Uid}: {Reason}")]
    public static partial void Refused(ILogger logger, string webhook, string? @namespace, string? name, int? code, string? uid, string? reason);

    [LoggerMessage(2003, LogLevel.Error, "{Webhook} failed on request {Uid}; it was refused with code 500")]
    public static partial void Failed(ILogger logger, Exception exception, string webhook, string? uid);

    [LoggerMessage(2004, LogLevel.Information, "Serving a new certificate, valid until {NotAfter:u}")]
    public static partial void CertificateChanged(ILogger logger, DateTimeOffset notAfter);

    [LoggerMessage(2005, LogLevel.Warning, "The certificate cannot be used, so the previous one stays: {Reason}")]
    public static partial void CertificateUnusable(ILogger logger, string reason);

    [LoggerMessage(2006, LogLevel.Information, "Knows {Count} objects of kind {Kind} in {Scope}")]
    public static partial void Listed(ILogger logger, int count, string kind, string scope);

    [LoggerMessage(2007, LogLevel.Warning, "{Kind} {Key} cannot be read and is set aside: {Problem}")]
    public static partial void SetAside(ILogger logger, string kind, string key, string problem);

    [LoggerMessage(2008, LogLevel.Warning, "Watching objects of kind {Kind} in {Scope} failed {Failures} times in a row, next try in {Seconds} s")]
    public static partial void WatchFailed(ILogger logger, Exception exception, string kind, string scope, int failures, double seconds);

    [LoggerMessage(2009, LogLevel.Information, "Stopping")]
    public static partial void Stopping(ILogger logger);
}
