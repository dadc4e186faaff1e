using System.Net.Sockets;
using System.Security.Authentication;
using Kubernetes.Client.Connection.Credentials;
using Kubernetes.Client.Requests;

namespace Kubernetes.Client.Connection;

/// <summary>What HttpClient throws, told in one sentence and one word.</summary>
internal static class TransportFaults
{
    /// <summary>A cancellation that nobody asked for is a fault of the transport too: HttpClient tells so that no connection came about in time.</summary>
    public static bool IsTransport(Exception exception, CancellationToken asked) =>
        exception is HttpRequestException or IOException or SocketException or AuthenticationException or CredentialException
        || (exception is OperationCanceledException && !asked.IsCancellationRequested);

    public static ApiTransportException From(ApiRequest request, ClusterConnection cluster, Exception exception, string? objection)
    {
        var where = $"{cluster.Server.GetLeftPart(UriPartial.Authority)} ({cluster.Source})";
        var (fault, message) = exception switch
        {
            CredentialException credential => (TransportFault.Credentials, credential.Message),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
                (TransportFault.Tls, $"no secure connection to {where}: {objection ?? Innermost(exception)}."),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                (TransportFault.Unreachable, $"the name of {where} cannot be resolved; check 'server' and DNS."),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError } =>
                (TransportFault.Unreachable, $"no connection to {where}: {Innermost(exception)}; is the API server running, and is the address right?"),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } or HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                (TransportFault.TooLarge, $"the answer of {where} is beyond our limits: {Innermost(exception)}."),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } =>
                (TransportFault.Unreadable, $"{where} does not speak HTTP as an API server does: {Innermost(exception)}."),
            OperationCanceledException { InnerException: TimeoutException } =>
                (TransportFault.Unreachable, $"no connection to {where} came about in time; is the API server running, and is the address right?"),
            _ => (TransportFault.Broken, $"the connection to {where} broke: {Innermost(exception)}."),
        };
        return new ApiTransportException(request, fault, message, exception);
    }

    public static ApiTransportException Timeout(ApiRequest request, ClusterConnection cluster, TimeSpan limit) =>
        new(request, TransportFault.Timeout, $"{cluster.Server.GetLeftPart(UriPartial.Authority)} ({cluster.Source}) gave no complete answer within {limit.TotalSeconds:0.###} s.");

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');
}
