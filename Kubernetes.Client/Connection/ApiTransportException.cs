using Kubernetes.Client.Requests;

namespace Kubernetes.Client.Connection;

/// <summary>No answer, or none that can be read.</summary>
public sealed class ApiTransportException : ApiException
{
    public ApiTransportException(ApiRequest request, TransportFault fault, string message, Exception? cause = null)
        : base($"{Describe(request)} failed: {message}", cause)
    {
        Request = Describe(request);
        Fault = fault;
    }

    public TransportFault Fault { get; }

    public override bool OutcomeUnknown => Fault is not (TransportFault.Unreachable or TransportFault.Tls or TransportFault.Credentials);
}

/// <summary>What went wrong below HTTP, or with its body.</summary>
public enum TransportFault
{
    /// <summary>No connection: refused, no route, unknown host. Nothing was sent.</summary>
    Unreachable,

    /// <summary>The connection could not be secured. Nothing was sent.</summary>
    Tls,

    /// <summary>Our own credentials could not be got (token file, exec plugin). Nothing was sent.</summary>
    Credentials,

    /// <summary>No answer, or no end of it, in time.</summary>
    Timeout,

    /// <summary>The connection broke before the answer was complete.</summary>
    Broken,

    /// <summary>An answer that is not what an API server sends.</summary>
    Unreadable,

    /// <summary>An answer beyond our limits.</summary>
    TooLarge,
}
