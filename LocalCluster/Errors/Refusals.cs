using System.Text.Json.Nodes;
using LocalCluster.Kinds;

namespace LocalCluster.Errors;

/// <summary>Every sentence with which the server refuses, each once.</summary>
internal static class Refusals
{
    public static JsonObject Status(int code, string? reason, string message, JsonObject? details = null)
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message,
        };
        if (reason is not null)
            status["reason"] = reason;
        if (details is not null)
            status["details"] = details;
        status["code"] = code;
        return status;
    }

    public static JsonObject Details(ResourceKind kind, string? name) => Details(kind.Group, kind.Plural, name);

    public static JsonObject Details(string group, string kind, string? name)
    {
        var details = new JsonObject();
        if (!string.IsNullOrEmpty(name))
            details["name"] = name;
        if (group.Length > 0)
            details["group"] = group;
        if (kind.Length > 0)
            details["kind"] = kind;
        return details;
    }

    public static Refusal Of(int code, string? reason, string message, JsonObject? details = null) => new(code, Status(code, reason, message, details));

    public static Refusal NotFound(ResourceKind kind, string name) =>
        Of(404, "NotFound", $"{kind.Resource} \"{name}\" not found", Details(kind, name));

    public static Refusal UnknownPath() => new(404, Status(404, "NotFound", "404 page not found"), "404 page not found\n");

    public static Refusal UnknownResource() => Of(404, "NotFound", "the server could not find the requested resource", []);

    public static Refusal AlreadyExists(ResourceKind kind, string name, bool terminating) =>
        Of(409, "AlreadyExists", $"{(terminating ? "object is being deleted: " : "")}{kind.Resource} \"{name}\" already exists", Details(kind, name));

    public static Refusal Modified(ResourceKind kind, string name) =>
        Conflict(kind, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static Refusal Conflict(ResourceKind kind, string name, string why) =>
        Of(409, "Conflict", $"Operation cannot be fulfilled on {kind.Resource} \"{name}\": {why}", Details(kind, name));

    public static Refusal Precondition(ResourceKind kind, string name, string why) =>
        // Named by kind, unlike every other conflict.
        Of(409, "Conflict", $"Operation cannot be fulfilled on {kind.QualifiedKind} \"{name}\": {why}", Details(kind.Group, kind.Kind, name));

    public static Refusal Invalid(ResourceKind kind, string name, IReadOnlyList<Cause> causes)
    {
        // One object under two groups is judged under the one that it is stored in.
        if (kind.StoredAs is not null)
            kind = kind with { Group = "" };
        // What is found twice is one sentence and two causes.
        var texts = causes.Select(c => $"{c.Field}: {c.Message}").Distinct().ToList();
        var message = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var details = Details(kind.Group, kind.Kind, name);
        details["causes"] = new JsonArray([.. causes.Select(c => c.ToJson())]);
        return Of(422, "Invalid", $"{kind.QualifiedKind} \"{name}\" is invalid: {message}", details);
    }

    /// <summary>Of the outcome of a patch, which has no name yet.</summary>
    public static Refusal InvalidPatch(Cause cause) =>
        Of(422, "Invalid", $" \"\" is invalid: {cause.Field}: {cause.Message}", new JsonObject { ["causes"] = new JsonArray(cause.ToJson()) });

    public static Refusal Forbidden(ResourceKind kind, string? name, string why) => Forbidden(kind.Group, kind.Plural, name, why);

    public static Refusal Forbidden(string group, string resource, string? name, string why)
    {
        var qualified = group.Length == 0 ? resource : $"{resource}.{group}";
        var subject = string.IsNullOrEmpty(name) ? qualified : $"{qualified} \"{name}\"";
        return Of(403, "Forbidden", $"{subject} is forbidden: {why}", Details(group, resource, name));
    }

    public static Refusal Unauthorized() => Of(401, "Unauthorized", "Unauthorized");

    public static Refusal BadRequest(string message) => Of(400, "BadRequest", message);

    public static Refusal MethodNotAllowed() => Of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    /// <summary>The same of a custom resource, which is told by its name.</summary>
    public static Refusal MethodNotSupported(ResourceKind kind, string verb) =>
        Of(405, "MethodNotAllowed", $"{verb} is not supported on resources of kind \"{kind.Resource}\"", Details(kind, null));

    public static Refusal UnsupportedMediaType(params IEnumerable<string> accepted) =>
        Of(415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    /// <summary>A patch of a built-in kind in a form that is no patch.</summary>
    public static Refusal UnknownPatchType() => Of(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);

    public static Refusal NotAcceptable(params IEnumerable<string> offered) =>
        Of(406, "NotAcceptable", $"406: Not Acceptable\n\nAvailable representations: {string.Join(", ", offered)}", []);

    /// <summary>The media type is one of ours, but not in this form or for this kind.</summary>
    public static Refusal NotServed(params IEnumerable<string> offered) =>
        Of(406, "NotAcceptable", $"only the following media types are accepted: {string.Join(", ", offered)}");

    public static Refusal TooLarge(int limit) => Of(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limit}");

    public static Refusal Internal(string message) =>
        Of(500, "InternalError", $"Internal error occurred: {message}", new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) });

    public static Refusal Expired(string message) => Of(410, "Expired", message);

    /// <summary>For what a real server has and this one has not: says so instead of pretending.</summary>
    public static Refusal NotImplemented(string what) =>
        Of(501, "NotImplemented", $"not supported by LocalCluster: {what}");
}
