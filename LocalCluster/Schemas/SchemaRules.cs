using System.Text.Json.Nodes;
using LocalCluster.Cel;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Schemas;

/// <summary>One entry of <c>x-kubernetes-validations</c>.</summary>
internal sealed record SchemaRule(string Rule, string? Message, string? MessageExpression, string? Reason, string FieldPath, bool HasOptionalOld)
{
    public static SchemaRule Read(JsonObject rule) => new(
        rule.TextAt("rule") ?? "", rule.TextAt("message"), rule.TextAt("messageExpression"), rule.TextAt("reason"), rule.TextAt("fieldPath") ?? "", rule.FlagAt("optionalOldSelf") == true);

    public string Text => Message ?? $"failed rule: {Rule.Trim()}";
}

/// <summary>The rules of a schema, over an object that fits the schema otherwise.</summary>
internal static class SchemaRules
{
    /// <param name="schema">With rules in it or below it.</param>
    /// <param name="content">The new object.</param>
    /// <param name="old">The old one; null at a creation. What has not changed since is not judged again.</param>
    public static List<Cause> Validate(StructuralSchema schema, JsonObject content, JsonObject? old)
    {
        var causes = new List<Cause>();
        Walk(schema, content, old, "", causes);
        return causes;
    }

    private static void Walk(StructuralSchema schema, JsonNode? node, JsonNode? old, string path, List<Cause> causes)
    {
        if (!schema.HasRules || node is null || (old is not null && JsonNode.DeepEquals(node, old)))
            return;
        causes.AddRange(schema.Rules.Select(rule => Broken(schema, rule, node, old, path)).OfType<Cause>());
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                {
                    if ((schema.Properties.GetValueOrDefault(name) ?? schema.Additional) is { } property)
                        Walk(property, value, old is JsonObject before ? before[name] : null, path.Length == 0 ? name : $"{path}.{name}", causes);
                }

                break;
            case JsonArray list when schema.Items is { } items:
                for (var i = 0; i < list.Count; i++)
                    Walk(items, list[i], Counterpart(schema, list[i], old as JsonArray), $"{path}[{i}]", causes);
                break;
        }
    }

    // Only elements with keys can be told apart from one version to the next.
    private static JsonNode? Counterpart(StructuralSchema list, JsonNode? element, JsonArray? old) => list.ListType is not "map" ? null
        : old?.FirstOrDefault(before => list.ListMapKeys.All(key => JsonNode.DeepEquals(before.At(key), element.At(key))));

    private static Cause? Broken(StructuralSchema schema, SchemaRule rule, JsonNode node, JsonNode? old, string path)
    {
        try
        {
            var expression = CelCache.Get(rule.Rule);
            if (expression.Names.Contains("oldSelf") && old is null && !rule.HasOptionalOld)
                return null;
            var scope = CelScope.Of(new Dictionary<string, JsonNode?>
            {
                ["self"] = node,
                ["oldSelf"] = !rule.HasOptionalOld ? old : old is null ? CelOptionals.None() : CelOptionals.Of(old),
            });
            return expression.IsTrue(scope) ? null : Told(schema, rule, path, Message(rule, scope));
        }
        catch (CelException e) when (e.Message == "no such overload")
        {
            return Invalid(schema, path, $"'{e.Message}': call arguments did not match a supported operator, function or macro signature for rule: {rule.Text}");
        }
        catch (CelException e)
        {
            return Invalid(schema, path, $"{e.Message} evaluating rule: {rule.Text}");
        }
        catch (CelSyntaxException e)
        {
            return Invalid(schema, path, $"rule compile error: {e.Message}");
        }
    }

    private static string Message(SchemaRule rule, CelScope scope)
    {
        try
        {
            return rule.MessageExpression is { } expression && CelCache.Get(expression).Evaluate(scope).AsText() is { Length: > 0 } text && text.Trim().Length > 0 ? text : rule.Text;
        }
        catch (Exception e) when (e is CelException or CelSyntaxException)
        {
            // A sentence that cannot be made gives way to the fixed one.
            return rule.Text;
        }
    }

    private static Cause Told(StructuralSchema schema, SchemaRule rule, string path, string message)
    {
        var at = (path + rule.FieldPath).TrimStart('.');
        return rule.Reason switch
        {
            "FieldValueRequired" => Cause.Required(at, message),
            "FieldValueForbidden" => Cause.Forbidden(at, message),
            "FieldValueDuplicate" => Cause.Duplicate(at, schema.Type),
            _ => Invalid(schema, at, message),
        };
    }

    private static Cause Invalid(StructuralSchema schema, string path, string message) => Cause.Invalid(path.Length == 0 ? "<nil>" : path, schema.Type ?? "", message);
}
