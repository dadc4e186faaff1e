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
            { Code: 403 } when message.Contains("exceeded quota", StringComparison.Ordinal) => new Rejection(
                "QuotaExceeded", message, "Free or raise the namespace's quota; a restart policy with onSubmissionFailureRetries tries again by itself."),
            { Code: 403 } => new Rejection(error.Reason ?? "Forbidden", message, "Create what is missing or grant what is denied, as the message says; then apply the application again."),
            { Code: 422 } => new Rejection(error.Reason ?? "Invalid", message, "Correct the field that the message names."),
            _ => new Rejection(error.Reason ?? "Refused", message),
        };
    }
}
