using System.Text.Json.Nodes;
using LocalCluster.Cel;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Admission;

/// <summary>Conditions under which a webhook or a policy wants to see a request.</summary>
internal static class MatchConditions
{
    /// <summary>One that is false leaves the request alone, whatever the others are. One without a value is a failure, and a matter of the policy.</summary>
    public static bool AllHold(JsonObject owner, AdmissionContext context, CelScope scope)
    {
        string? failure = null;
        foreach (var condition in owner["matchConditions"].Objects())
        {
            var text = condition.TextAt("expression") ?? "";
            try
            {
                if (!CelCache.Get(text).IsTrue(scope))
                    return false;
            }
            catch (Exception e) when (e is CelException or CelSyntaxException)
            {
                failure ??= $"expression '{text}' resulted in error: {e.Message}";
            }
        }

        if (failure is null)
            return true;
        return owner.TextAt("failurePolicy") is "Ignore" ? false : throw Refusals.Forbidden(context.Kind, context.Name, failure);
    }

    /// <summary>What expressions can name.</summary>
    public static CelScope Scope(AdmissionContext context) => CelScope.Of(Variables(context));

    public static Dictionary<string, JsonNode?> Variables(AdmissionContext context) => new(StringComparer.Ordinal)
    {
        ["object"] = context.Object,
        ["oldObject"] = context.Old,
        ["request"] = WebhookReviews.Question(context, context.Kind, "")["request"],
    };

    /// <summary>Conditions that are no expressions.</summary>
    public static IEnumerable<Cause> Misfits(JsonObject owner, string path)
    {
        var index = 0;
        foreach (var condition in owner["matchConditions"].Objects())
        {
            var at = $"{path}matchConditions[{index++}]";
            if (condition.TextAt("name") is null or "")
                yield return Cause.Required($"{at}.name");
            if (condition.TextAt("expression") is not { Length: > 0 } expression)
                yield return Cause.Required($"{at}.expression");
            else if (CelCache.Problem(expression) is { } problem)
                yield return Cause.Invalid($"{at}.expression", expression, problem);
        }
    }
}
