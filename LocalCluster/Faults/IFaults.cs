namespace LocalCluster.Faults;

/// <summary>Asked by the API server once for each request that comes over HTTP, after authentication and before anything else.</summary>
public interface IFaults
{
    /// <summary>The fault that this request meets, or null. <paramref name="resource"/> with its subresource, as <c>pods/status</c>. Counts the request.</summary>
    Fault? Next(string verb, string resource, string? name);
}
