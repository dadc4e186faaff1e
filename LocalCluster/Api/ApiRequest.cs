namespace LocalCluster.Api;

/// <summary>A request after authentication, wherever it came from.</summary>
internal sealed record ApiRequest(string Method, string Path, QueryParameters Query, UserInfo User)
{
    public ReadOnlyMemory<byte> Body { get; init; }
    public string ContentType { get; init; } = "";
    public string Accept { get; init; } = "";
    public string UserAgent { get; init; } = "";

    /// <summary>Gathers what becomes <c>Warning</c> headers.</summary>
    public List<string> Warnings { get; } = [];

    public string FieldManager =>
        Query.Get("fieldManager") is { Length: > 0 } named ? named
        : UserAgent.Length == 0 ? "unknown"
        : UserAgent.Split('/', 2)[0];

    /// <summary>Other values than <c>All</c> are refused where options are checked.</summary>
    public bool IsDryRun => Query.All("dryRun") is ["All"];
}
