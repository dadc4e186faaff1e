using Controller.SparkApplications;
using Kubernetes.Client.Connection;

namespace Controller.Effects;

/// <summary>Which answers of the API server are about the object that we sent, and not about the moment.</summary>
internal static class Refusals
{
    /// <summary>Null for what may succeed when it is repeated: no rights to ask at all, conflicts, overload, errors of the server.</summary>
    public static Rejection? Of(ApiStatusException error)
    {
        var isRefusal = error.Code is >= 400 and < 500 and not (401 or 408 or 409 or 410 or 425 or 429);
        if (!isRefusal)
            return null;

        var message = error.Status.Message is { Length: > 0 } said ? said : error.Message;
        return error switch
        {
            { Code: 403 } => new Rejection(error.Reason ?? "Forbidden", message),
            { Code: 422 } => new Rejection(error.Reason ?? "Invalid", message, "Correct the field that the message names."),
            _ => new Rejection(error.Reason ?? "Refused", message),
        };
    }
}
