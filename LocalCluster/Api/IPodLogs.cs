namespace LocalCluster.Api;

/// <summary>Where the text of containers comes from: the API server's <c>pods/log</c> asks here.</summary>
public interface IPodLogs
{
    /// <summary>
    /// The lines of one container, oldest first; null when it has not started (or, with <paramref name="previous"/>, was never restarted).
    /// With <paramref name="follow"/> the lines go on until the container ends.
    /// </summary>
    IAsyncEnumerable<LogLine>? Read(string podUid, string container, bool previous, bool follow, CancellationToken cancellationToken);
}

/// <summary>One line of a container's output, without its line end.</summary>
public sealed record LogLine(DateTimeOffset Time, string Text);

/// <summary>A cluster without nodes: nothing ever started.</summary>
public sealed class NoPodLogs : IPodLogs
{
    public IAsyncEnumerable<LogLine>? Read(string podUid, string container, bool previous, bool follow, CancellationToken cancellationToken) => null;
}
