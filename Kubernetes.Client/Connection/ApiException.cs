using Kubernetes.Client.Requests;

namespace Kubernetes.Client.Connection;

/// <summary>A call that did not succeed. The message is one sentence for people; branch on the types and codes.</summary>
public abstract class ApiException : Exception
{
    private protected ApiException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>The request, without its body.</summary>
    public string Request { get; private protected init; } = "";

    /// <summary>True when the server may have done it although we saw no success: read before repeating.</summary>
    public abstract bool OutcomeUnknown { get; }

    private protected static string Describe(ApiRequest request) => request.ToString();
}
