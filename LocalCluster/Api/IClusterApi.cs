using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace LocalCluster.Api;

/// <summary>
/// The way into the API server for what lives in the same process: scheduler, kubelets, simulated drivers, controllers.
/// A call passes authorization, admission and validation exactly as it would over HTTP; only authentication is given.
/// </summary>
public interface IClusterApi
{
    /// <summary>Answers one request. Refusals are answers with a status of 400 or more and a <c>Status</c> object, never exceptions.</summary>
    Task<ApiAnswer> SendAsync(ApiCall call, CancellationToken cancellationToken);

    /// <summary>Streams a watch (<c>?watch=true</c>, with <c>resourceVersion</c> or <c>sendInitialEvents</c>) until cancelled or cut off.</summary>
    IAsyncEnumerable<WatchEvent> WatchAsync(ApiCall call, CancellationToken cancellationToken);
}

/// <summary>One request as a value. <paramref name="PathAndQuery"/> as on the wire, such as <c>/api/v1/namespaces/default/pods?limit=5</c>.</summary>
public sealed record ApiCall(string Method, string PathAndQuery, UserInfo User, JsonNode? Body = null, string ContentType = "application/json");

/// <summary>The answer: an HTTP status code and the object, list or <c>Status</c> that would be the body.</summary>
public sealed record ApiAnswer(int Status, JsonNode Body);

/// <summary>One line of a watch: <c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c>, <c>BOOKMARK</c> or <c>ERROR</c>.</summary>
public sealed record WatchEvent(string Type, JsonObject Object);

/// <summary>Who asks, as the API server sees it after authentication.</summary>
public sealed record UserInfo(string Name, ImmutableArray<string> Groups)
{
    /// <summary>Of a service account, the uid of its object; empty where there is none.</summary>
    public string Uid { get; init; } = "";

    /// <summary>What the authenticator knows beside name and groups, such as the pod that a token is bound to.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Extra { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The unlimited identity of the cluster's own controllers.</summary>
    public static readonly UserInfo Master = new("system:admin", ["system:masters", "system:authenticated"]);

    /// <summary>As reviews show it; null when there is nothing.</summary>
    internal JsonObject? ExtraJson() =>
        Extra.IsEmpty ? null : new JsonObject(Extra.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)new JsonArray([.. pair.Value]))));

    /// <summary>The identity of a pod that runs under a service account.</summary>
    public static UserInfo ServiceAccount(string @namespace, string name) =>
        new($"system:serviceaccount:{@namespace}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}", "system:authenticated"]);
}
