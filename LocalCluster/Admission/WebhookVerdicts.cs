using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Admission;

/// <summary>What an answer, or its absence, means for the request.</summary>
internal static class WebhookVerdicts
{
    /// <summary>Passes on warnings, and refuses when the webhook did.</summary>
    public static void Judge(AdmissionContext context, JsonObject hook, JsonObject response)
    {
        lock (context.Request.Warnings)
            context.Request.Warnings.AddRange(response["warnings"].Texts());
        if (response.FlagAt("allowed") == true)
            return;

        var status = response.ObjectAt("status");
        var (message, reason) = (status.TextAt("message") ?? "", status.TextAt("reason"));
        var code = status.NumberAt("code") is { } given and >= 400 ? (int)given : 400;
        var name = hook.TextAt("name");
        var text = message.Length > 0 ? $"admission webhook \"{name}\" denied the request: {message}"
            : !string.IsNullOrEmpty(reason) ? $"admission webhook \"{name}\" denied the request: {reason}"
            : $"admission webhook \"{name}\" denied the request without explanation";
        throw Refusals.Of(code, reason, text, status.ObjectAt("details") is { } details ? details.Clone() : null);
    }

    /// <summary>A webhook that cannot be asked: <c>Fail</c> refuses, <c>Ignore</c> lets pass.</summary>
    public static void OnFailure(JsonObject hook, WebhookFailure failure)
    {
        if (hook.TextAt("failurePolicy") is not "Ignore")
            throw Refusals.Internal(failure.Message);
    }

    /// <summary>A dry run must leave no trace anywhere, so a webhook with effects on the side cannot take part.</summary>
    public static void CheckDryRun(AdmissionContext context, JsonObject hook)
    {
        if (context.IsDryRun && hook.TextAt("sideEffects") is not ("None" or "NoneOnDryRun"))
            throw Refusals.BadRequest($"admission webhook \"{hook.TextAt("name")}\" does not support dry run");
    }
}
