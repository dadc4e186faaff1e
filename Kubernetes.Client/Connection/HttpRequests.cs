using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using Kubernetes.Client.Connection.Credentials;
using Kubernetes.Client.Requests;

namespace Kubernetes.Client.Connection;

/// <summary>Turns a request value into what HttpClient sends.</summary>
internal static class HttpRequests
{
    public static HttpRequestMessage From(ApiRequest request, ClusterConnection cluster, Credential credential, KubernetesClientOptions options)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(Address(cluster.Server) + request.PathAndQuery))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        _ = message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        _ = message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        if (credential.Token is { } token)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        // SocketsHttpHandler takes the name for TLS from here.
        if (cluster.TlsServerName is { } name)
            message.Headers.Host = name;
        if (cluster.ImpersonateUser is { } user)
            _ = message.Headers.TryAddWithoutValidation("Impersonate-User", user);
        foreach (var group in cluster.ImpersonateGroups)
            _ = message.Headers.TryAddWithoutValidation("Impersonate-Group", group);

        if (request.ContentType is { } type)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        return message;
    }

    public static ClientWebSocket Socket(ClusterConnection cluster, Credential credential, KubernetesClientOptions options, string protocol)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(protocol);
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("User-Agent", options.UserAgent);
        if (credential.Token is { } token)
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        if (cluster.ImpersonateUser is { } user)
            socket.Options.SetRequestHeader("Impersonate-User", user);
        foreach (var group in cluster.ImpersonateGroups)
            socket.Options.SetRequestHeader("Impersonate-Group", group);
        if (cluster.TlsServerName is { } name)
            socket.Options.SetRequestHeader("Host", name);
        return socket;
    }

    /// <summary>The scheme of WebSockets in place of HTTP's.</summary>
    public static Uri SocketAddress(ApiRequest request, ClusterConnection cluster)
    {
        var address = Address(cluster.Server) + request.PathAndQuery;
        return new Uri($"ws{address["http".Length..]}");
    }

    private static string Address(Uri server) => server.GetLeftPart(UriPartial.Path).TrimEnd('/');
}
