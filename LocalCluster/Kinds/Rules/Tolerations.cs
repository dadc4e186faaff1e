using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the tolerations of a pod.</summary>
internal static class Tolerations
{
    public static IEnumerable<Cause> Validate(JsonObject spec, string path) => spec["tolerations"].Objects().SelectMany((toleration, index) => One(toleration, $"{path}[{index}]"));

    private static IEnumerable<Cause> One(JsonObject toleration, string path)
    {
        var (key, value, effect) = (toleration.TextAt("key") ?? "", toleration.TextAt("value") ?? "", toleration.TextAt("effect") ?? "");
        var @operator = toleration.TextAt("operator") ?? "";
        foreach (var cause in key.Length > 0 ? Cause.Each($"{path}.key", key, LabelGrammar.KeyProblems(key)) : [])
            yield return cause;
        if (key.Length == 0 && @operator is not "Exists")
            yield return Cause.Invalid($"{path}.operator", @operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        if (toleration["tolerationSeconds"] is not null && effect is not "NoExecute")
            yield return Cause.Invalid($"{path}.effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        switch (@operator)
        {
            case "" or "Equal":
                if (LabelGrammar.ValueProblems(value).ToList() is { Count: > 0 } problems)
                    yield return Cause.Invalid($"{path}.operator", value, string.Join(';', problems));
                break;
            case "Exists":
                if (value.Length > 0)
                    yield return Cause.Invalid($"{path}.operator", value, "value must be empty when `operator` is 'Exists'");
                break;
            default:
                yield return Cause.NotSupported($"{path}.operator", @operator, ["Equal", "Exists"]);
                break;
        }

        foreach (var cause in PodSpecValidation.Choice($"{path}.effect", effect.Length == 0 ? null : effect, "NoSchedule", "PreferNoSchedule", "NoExecute"))
            yield return cause;
    }
}
