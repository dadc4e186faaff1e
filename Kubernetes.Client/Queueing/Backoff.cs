namespace Kubernetes.Client.Queueing;

/// <summary>How long to wait after failures in a row: doubling, up to a ceiling and never beyond. Pure.</summary>
/// <param name="First">After the first failure, at least.</param>
/// <param name="Ceiling">Never longer than this.</param>
/// <param name="Jitter">Share of the wait that chance may add, 0 to 1.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Ceiling, double Jitter = 0.25)
{
    /// <summary>One second to one minute: for an item of a queue.</summary>
    public static readonly Backoff PerItem = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

    /// <summary>For a list or watch that does not come about.</summary>
    public static readonly Backoff Reconnect = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), 0.5);

    /// <param name="failures">In a row; 1 after the first.</param>
    /// <param name="chance">In [0, 1).</param>
    public TimeSpan After(int failures, double chance)
    {
        // The exponent is bounded, or a failure a minute over a month would end in infinity.
        var wait = First * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var withoutJitter = Ceiling / (1 + Jitter);
        return (wait < withoutJitter ? wait : withoutJitter) * (1 + (Jitter * chance));
    }
}
