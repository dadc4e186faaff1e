namespace LocalCluster.Nodes.Kubelets;

/// <summary>The kubelet's pauses before restarts: none, 10 s, 20 s, 40 s ... up to 5 minutes.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(5);

    /// <summary><paramref name="restarts"/> is the number of restarts so far.</summary>
    public static TimeSpan Before(int restarts) =>
        restarts == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Ceiling.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(restarts - 1, 10))));

    /// <summary>As the kubelet writes it: <c>10s</c>, <c>2m40s</c>, <c>5m0s</c>.</summary>
    public static string Text(TimeSpan pause) =>
        pause.TotalMinutes >= 1 ? $"{(int)pause.TotalMinutes}m{pause.Seconds}s" : $"{(int)pause.TotalSeconds}s";
}
