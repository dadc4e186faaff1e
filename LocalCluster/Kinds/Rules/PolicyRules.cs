using System.Text.Json.Nodes;
using LocalCluster.Admission;
using LocalCluster.Cel;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>ValidatingAdmissionPolicies and their bindings.</summary>
internal static class PolicyRules
{
    public static readonly KindRules Policy = new()
    {
        CountsGeneration = true,
        Default = o =>
        {
            if (o.ObjectAt("spec") is not { } spec)
                return;
            spec.Default("failurePolicy", "Fail");
            Constraints(spec.ObjectAt("matchConstraints"));
        },
        PrepareCreate = (o, _) => o["status"] = new JsonObject(),
        PrepareUpdate = StatusRules.Keep,
        Validate = (_, o) => Validate(o.ObjectAt("spec") ?? []),
    };

    public static readonly KindRules Binding = new()
    {
        CountsGeneration = true,
        Default = o => Constraints(o.ObjectAt("spec", "matchResources")),
        Validate = (_, o) => ValidateBinding(o.ObjectAt("spec") ?? []),
    };

    private static void Constraints(JsonObject? constraints)
    {
        if (constraints is null)
            return;
        constraints.Default("matchPolicy", "Equivalent");
        constraints.Default("namespaceSelector", new JsonObject());
        constraints.Default("objectSelector", new JsonObject());
        foreach (var rule in constraints["resourceRules"].Objects().Concat(constraints["excludeResourceRules"].Objects()))
            rule.Default("scope", "*");
    }

    private static IEnumerable<Cause> Validate(JsonObject spec)
    {
        if (spec["paramKind"] is not null)
            yield return Cause.Forbidden("spec.paramKind", "not supported by LocalCluster: parameters of policies; write them into the expressions");
        if (spec.ObjectAt("matchConstraints") is null)
            yield return Cause.Required("spec.matchConstraints");
        else if (spec.ListAt("matchConstraints", "resourceRules") is not { Count: > 0 })
            yield return Cause.Required("spec.matchConstraints.resourceRules");
        if (spec.ListAt("validations") is not { Count: > 0 } && spec.ListAt("auditAnnotations") is not { Count: > 0 })
            yield return Cause.Required("spec.validations", "validations or auditAnnotations must contain at least one item");
        foreach (var cause in Expressions(spec, "variables", "expression").Concat(Expressions(spec, "validations", "expression", "messageExpression")).Concat(MatchConditions.Misfits(spec, "spec.")))
            yield return cause;
    }

    private static IEnumerable<Cause> Expressions(JsonObject spec, string list, params string[] fields)
    {
        var index = 0;
        foreach (var item in spec[list].Objects())
        {
            foreach (var field in fields)
            {
                var path = $"spec.{list}[{index}].{field}";
                if (item.TextAt(field) is { Length: > 0 } expression)
                {
                    if (CelCache.Problem(expression) is { } problem)
                        yield return Cause.Invalid(path, expression, problem);
                }
                else if (field is "expression")
                    yield return Cause.Required(path);
            }

            index++;
        }
    }

    private static IEnumerable<Cause> ValidateBinding(JsonObject spec)
    {
        if (spec.TextAt("policyName") is null or "")
            yield return Cause.Required("spec.policyName");
        if (spec.ListAt("validationActions") is not { Count: > 0 } actions)
        {
            yield return Cause.Required("spec.validationActions");
            yield break;
        }

        var index = 0;
        foreach (var action in actions.Texts())
        {
            if (action is not ("Deny" or "Warn" or "Audit"))
                yield return Cause.NotSupported($"spec.validationActions[{index}]", action, ["Audit", "Deny", "Warn"]);
            index++;
        }

        if (actions.Texts().Contains("Deny") && actions.Texts().Contains("Warn"))
            yield return Cause.Invalid("spec.validationActions", actions.DeepClone(), "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
    }
}
