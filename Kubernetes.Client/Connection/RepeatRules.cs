namespace Kubernetes.Client.Connection;

/// <summary>When a request is sent again, and after how long. Pure.</summary>
internal static class RepeatRules
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    /// <summary>Null: not again; the caller gets the error. <paramref name="chance"/> is in [0, 1).</summary>
    public static TimeSpan? WaitAfter(ApiException error, bool isRead, int repeats, KubernetesClientOptions options, double chance)
    {
        if (repeats >= options.MaxRepeats || !MayRepeat(error, isRead))
            return null;

        // Everybody who was refused is told the same number of seconds: without jitter they come back together.
        var wait = (error as ApiStatusException)?.RetryAfter ?? FirstWait * Math.Pow(2, repeats);
        wait += wait * 0.5 * chance;
        return wait <= options.MaxWait ? wait : null;
    }

    private static bool MayRepeat(ApiException error, bool isRead) => error switch
    {
        // Refused before it was executed, so that even a POST may come again. Without a time to wait it is a verdict, as of a disruption budget.
        ApiStatusException { Code: 429 or 503, RetryAfter: not null } => true,
        ApiStatusException { Code: 500 or 502 or 503 or 504 } => isRead,
        ApiTransportException { Fault: TransportFault.Unreachable } => true,
        ApiTransportException { Fault: TransportFault.Broken } => isRead,
        _ => false,
    };
}
