namespace Kubernetes.Client.Connection;

/// <summary>How hard the client tries and how much it may take.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>Sent with every request; up to the first slash it is the default field manager.</summary>
    public string UserAgent { get; init; } = "spark-operator";

    /// <summary>For one answer, from sending to its last byte; for a stream, to its first. Default: 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For establishing a connection. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request is sent again before its error is thrown. 0 switches the client's own repeats off. Default: 4.</summary>
    public int MaxRepeats { get; init; } = 4;

    /// <summary>A longer wait than this is the caller's to make: the error is thrown with its <c>RetryAfter</c>. Default: 30 s.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests a second, without those for the lease. 0 means no limit. Default: 500.</summary>
    public double RequestsPerSecond { get; init; } = 500;

    /// <summary>Requests that may go at once after a pause. Default: 1000.</summary>
    public int Burst { get; init; } = 1000;

    /// <summary>Largest answer that is read whole. Default: 128 MiB, which holds a page of 500 objects of 250 KiB.</summary>
    public int MaxAnswerBytes { get; init; } = 128 << 20;

    /// <summary>Longest line of a watch. Default: 8 MiB; an object has at most 1.5 MiB in the store, and grows as JSON.</summary>
    public int MaxLineBytes { get; init; } = 8 << 20;

    /// <summary>Seed of the jitter of waits. Replicas with different seeds do not come back together.</summary>
    public int Seed { get; init; } = Environment.ProcessId;
}
