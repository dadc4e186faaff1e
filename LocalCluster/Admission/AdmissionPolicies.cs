using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Cel;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Storage;

namespace LocalCluster.Admission;

/// <summary>ValidatingAdmissionPolicies: rules in the cluster itself, in force where a binding names them. Without parameters and audit.</summary>
internal static class AdmissionPolicies
{
    private const string Group = ".admissionregistration.k8s.io";

    public static Func<AdmissionContext, CancellationToken, Task> For(Cluster cluster) => (context, _) =>
    {
        // The policies themselves are never judged: a broken one could never be mended.
        if (context.Kind.Group == "admissionregistration.k8s.io")
            return Task.CompletedTask;
        var bindings = cluster.Store.Read($"validatingadmissionpolicybindings{Group}").Objects(null).Select(stored => stored.ToJson()).ToList();
        if (bindings.Count == 0)
            return Task.CompletedTask;
        foreach (var policy in cluster.Store.Read($"validatingadmissionpolicies{Group}").Objects(null).Select(stored => stored.ToJson()))
        {
            var name = policy.TextAt("metadata", "name");
            foreach (var binding in bindings.Where(binding => binding.TextAt("spec", "policyName") == name))
                Judge(cluster, context, policy, binding);
        }

        return Task.CompletedTask;
    };

    private static void Judge(Cluster cluster, AdmissionContext context, JsonObject policy, JsonObject binding)
    {
        var spec = policy.ObjectAt("spec") ?? [];
        if (!Matches(cluster, context, spec.ObjectAt("matchConstraints")) || (binding.ObjectAt("spec", "matchResources") is { } narrower && !Matches(cluster, context, narrower)))
            return;
        var variables = MatchConditions.Variables(context);
        variables["namespaceObject"] = cluster.Store.Find(new ObjectKey("namespaces", "", context.Namespace))?.ToJson();
        variables["params"] = null;
        if (!MatchConditions.AllHold(spec, context, CelScope.Of(variables)))
            return;
        variables["variables"] = Computed(spec, variables);
        var scope = CelScope.Of(variables);
        foreach (var validation in spec["validations"].Objects())
        {
            if (Failure(spec, validation, scope) is { } message)
                Act(context, policy, binding, validation, message);
        }
    }

    // Rules stand in a policy as they stand in a webhook, under another name.
    private static bool Matches(Cluster cluster, AdmissionContext context, JsonObject? constraints)
    {
        if (constraints is null)
            return false;
        var rules = constraints.ListAt("resourceRules") is { Count: > 0 } given ? given.DeepClone() : Everything();
        var hook = new JsonObject { ["rules"] = rules, ["matchPolicy"] = constraints.TextAt("matchPolicy") };
        foreach (var name in new[] { "namespaceSelector", "objectSelector" })
            hook[name] = constraints[name]?.DeepClone();
        return WebhookRules.Matches(cluster, hook, context)
            && !(constraints.ListAt("excludeResourceRules") is { Count: > 0 } excluded && WebhookRules.Matches(cluster, new JsonObject { ["rules"] = excluded.DeepClone() }, context));
    }

    private static JsonArray Everything() => new((JsonNode)new JsonObject
    {
        ["apiGroups"] = new JsonArray("*"),
        ["apiVersions"] = new JsonArray("*"),
        ["operations"] = new JsonArray("*"),
        ["resources"] = new JsonArray("*"),
    });

    // One without a value is not there, so that only who uses it fails.
    private static JsonObject Computed(JsonObject spec, Dictionary<string, JsonNode?> variables)
    {
        var computed = new JsonObject();
        foreach (var variable in spec["variables"].Objects())
        {
            try
            {
                computed[variable.TextAt("name") ?? ""] = CelCache.Get(variable.TextAt("expression") ?? "")
                    .Evaluate(CelScope.Of(variables).With("variables", computed))?.DeepClone();
            }
            catch (CelException)
            {
                // Whoever names it is told "no such key".
            }
        }

        return computed;
    }

    /// <summary>The sentence of a validation that does not hold; null: it holds.</summary>
    private static string? Failure(JsonObject spec, JsonObject validation, CelScope scope)
    {
        var text = validation.TextAt("expression") ?? "";
        try
        {
            if (CelCache.Get(text).IsTrue(scope))
                return null;
        }
        catch (CelException e)
        {
            return spec.TextAt("failurePolicy") is "Ignore" ? null : $"expression '{text}' resulted in error: {e.Message}";
        }

        return Composed(validation, scope) ?? validation.TextAt("message") ?? $"failed expression: {text.Trim()}";
    }

    private static string? Composed(JsonObject validation, CelScope scope)
    {
        try
        {
            return validation.TextAt("messageExpression") is { } expression && CelCache.Get(expression).Evaluate(scope).AsText() is { } text && text.Trim().Length > 0 ? text : null;
        }
        catch (CelException)
        {
            // A sentence that cannot be made gives way to the fixed one.
            return null;
        }
    }

    private static void Act(AdmissionContext context, JsonObject policy, JsonObject binding, JsonObject validation, string message)
    {
        var actions = binding.ObjectAt("spec")?["validationActions"].Texts().ToList() ?? [];
        var who = $"ValidatingAdmissionPolicy '{policy.TextAt("metadata", "name")}' with binding '{binding.TextAt("metadata", "name")}'";
        if (actions.Contains("Warn"))
            context.Request.Warnings.Add($"Validation failed for {who}: {message}");
        if (!actions.Contains("Deny"))
            return;
        var reason = validation.TextAt("reason") is { Length: > 0 } given ? given : "Invalid";
        var code = reason switch { "Unauthorized" => 401, "Forbidden" => 403, "RequestEntityTooLarge" => 413, _ => 422 };
        var details = Refusals.Details(context.Kind, context.Name);
        details["causes"] = new JsonArray(new JsonObject { ["message"] = $"{who} denied request: {message}" });
        throw Refusals.Of(code, reason, $"{context.Kind.Resource} \"{context.Name}\" is forbidden: {who} denied request: {message}", details);
    }
}
