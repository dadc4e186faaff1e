using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>Custom resource definitions.</summary>
internal static class DefinitionRules
{
    public static readonly KindRules Rules = new()
    {
        CountsGeneration = true,
        Default = Default,
        PrepareCreate = (o, facts) => Accept(o, facts.Now),
        PrepareUpdate = StatusRules.Keep,
        Validate = DefinitionValidation.Validate,
        DeleteAnswersObject = true,
    };

    /// <summary>Served at once: names are accepted and the definition is established in the write that makes it.</summary>
    public static void Accept(JsonObject definition, string now)
    {
        var names = definition.ObjectAt("spec", "names");
        definition["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now)),
            ["acceptedNames"] = names?.DeepClone(),
            ["storedVersions"] = new JsonArray([.. definition.ObjectAt("spec")?["versions"].Objects()
                .Where(v => v.FlagAt("storage") == true).Select(v => v["name"]?.DeepClone()) ?? []]),
        };
    }

    private static JsonObject Condition(string type, string reason, string message, string now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastTransitionTime"] = now,
        ["reason"] = reason,
        ["message"] = message,
    };

    private static void Default(JsonObject definition)
    {
        if (definition.ObjectAt("spec") is not { } spec || spec.ObjectAt("names") is not { } names)
            return;
        spec.Default("conversion", new JsonObject { ["strategy"] = "None" });
        if (names.TextAt("kind") is { Length: > 0 } kind)
        {
            names.Default("singular", kind.ToLowerInvariant());
            names.Default("listKind", kind + "List");
        }
    }
}
