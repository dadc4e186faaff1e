using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;

namespace LocalCluster.Controllers.Watching;

/// <summary>The few requests that controllers and nodes make, as one-liners.</summary>
internal static class ClusterCalls
{
    private const string MergePatch = "application/merge-patch+json";

    public static Task<ApiAnswer> GetAsync(this IClusterApi api, string path, CancellationToken cancellationToken, UserInfo? user = null) =>
        api.SendAsync(new ApiCall("GET", path, user ?? UserInfo.Master), cancellationToken);

    public static Task<ApiAnswer> PostAsync(this IClusterApi api, string path, JsonObject body, CancellationToken cancellationToken, UserInfo? user = null) =>
        api.SendAsync(new ApiCall("POST", path, user ?? UserInfo.Master, body), cancellationToken);

    public static Task<ApiAnswer> PutAsync(this IClusterApi api, string path, JsonObject body, CancellationToken cancellationToken) =>
        api.SendAsync(new ApiCall("PUT", path, UserInfo.Master, body), cancellationToken);

    public static Task<ApiAnswer> PatchAsync(this IClusterApi api, string path, JsonObject patch, CancellationToken cancellationToken) =>
        api.SendAsync(new ApiCall("PATCH", path, UserInfo.Master, patch, MergePatch), cancellationToken);

    /// <summary>Deletes one object, and only the one with this UID.</summary>
    public static Task<ApiAnswer> DeleteAsync(
        this IClusterApi api, string path, string? uid, CancellationToken cancellationToken, long? graceSeconds = null, string? propagation = null, UserInfo? user = null)
    {
        var options = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (uid is not null)
            options["preconditions"] = new JsonObject { ["uid"] = uid };
        if (graceSeconds is { } seconds)
            options["gracePeriodSeconds"] = seconds;
        if (propagation is not null)
            options["propagationPolicy"] = propagation;
        return api.SendAsync(new ApiCall("DELETE", path, user ?? UserInfo.Master, options), cancellationToken);
    }

    public static bool Succeeded(this ApiAnswer answer) => answer.Status < 400;

    /// <summary>The server's own sentence about a refusal.</summary>
    public static string Message(this ApiAnswer answer) => answer.Body.TextAt("message") ?? $"status {answer.Status}";
}
