using System.Globalization;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;

namespace Kubernetes.Client.Connection;

/// <summary>The server answered, with a code of 400 or above.</summary>
public sealed class ApiStatusException : ApiException
{
    public ApiStatusException(ApiRequest request, int code, Status status, TimeSpan? retryAfter = null)
        : base($"{Describe(request)} was answered {code.ToString(CultureInfo.InvariantCulture)}{Text(status)}", null)
    {
        Request = Describe(request);
        Code = code;
        Status = status;
        RetryAfter = retryAfter;
    }

    /// <summary>The HTTP status.</summary>
    public int Code { get; }

    /// <summary>What the server says. Every member may be absent: proxies and overloaded servers answer in plain text.</summary>
    public Status Status { get; }

    public string? Reason => Status.Reason;

    /// <summary>How long the server asks to wait; absent when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    public bool IsNotFound => Code == 404;

    public bool IsAlreadyExists => Code == 409 && Reason is "AlreadyExists";

    /// <summary>A stale resource version or a failed precondition; not "already exists".</summary>
    public bool IsConflict => Code == 409 && !IsAlreadyExists;

    /// <summary>The version or page is forgotten; list again.</summary>
    public bool IsGone => Code == 410;

    // 500 comes from webhooks and storage alike; the others from what stands between. A 503 that asks to come again was not executed.
    public override bool OutcomeUnknown => Code is 500 or 502 or 504 || (Code == 503 && RetryAfter is null);

    private static string Text(Status status) => (status.Reason, status.Message) switch
    {
        (null, null) => ".",
        ({ } reason, null) => $" {reason}.",
        (null, { } message) => $": {message}",
        ({ } reason, { } message) => $" {reason}: {message}",
    };
}
