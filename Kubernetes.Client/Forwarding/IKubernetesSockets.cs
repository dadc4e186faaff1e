using System.Net.WebSockets;
using Kubernetes.Client.Requests;

namespace Kubernetes.Client.Forwarding;

/// <summary>The calls that become a two-way connection.</summary>
public interface IKubernetesSockets
{
    /// <summary>Sends the request as the opening of a WebSocket. A refusal throws <see cref="Connection.ApiStatusException"/>, no answer <see cref="Connection.ApiTransportException"/>.</summary>
    /// <param name="request">A GET.</param>
    /// <param name="protocol">The subprotocol that both sides must speak.</param>
    /// <param name="cancellationToken">Ends the opening; an open socket is the caller's.</param>
    Task<WebSocket> ConnectAsync(ApiRequest request, string protocol, CancellationToken cancellationToken);
}
