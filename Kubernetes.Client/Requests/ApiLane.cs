namespace Kubernetes.Client.Requests;

/// <summary>Which connections a request uses, so that none starves another.</summary>
public enum ApiLane
{
    /// <summary>Reads and writes of single objects.</summary>
    Default,

    /// <summary>Lists and watches: long answers.</summary>
    Watch,

    /// <summary>The leader's lease: never queued behind anything and free of the client's own rate limit.</summary>
    Lease,
}
