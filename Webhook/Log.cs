using Webhook.Certificates.SelfManaged;

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

    [LoggerMessage(2012, LogLevel.Information, "Certificates in Secret {Secret}: {Step}")]
    public static partial void Rotated(ILogger logger, RotationStep step, string secret);

    [LoggerMessage(2013, LogLevel.Error, "Certificates in Secret {Secret} could not be looked after; what is served stays")]
    public static partial void SecretFailed(ILogger logger, Exception exception, string secret);

    [LoggerMessage(2014, LogLevel.Warning, "Secret {Secret} does not hold {Certificate} and {Key} yet; whoever makes the certificate has to write them")]
    public static partial void SecretEmpty(ILogger logger, string secret, string certificate, string key);

    [LoggerMessage(2015, LogLevel.Information, "{Kind} {Name} trusts our authority")]
    public static partial void Injected(ILogger logger, string kind, string name);

    [LoggerMessage(2016, LogLevel.Error, "A webhook configuration could not be told our authority")]
    public static partial void InjectionFailed(ILogger logger, Exception exception);

    [LoggerMessage(2017, LogLevel.Warning, "{Note}")]
    public static partial void Note(ILogger logger, string note);

    [LoggerMessage(2009, LogLevel.Information, "Stopping")]
    public static partial void Stopping(ILogger logger);
}
