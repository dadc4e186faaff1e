using System.Text;
using System.Text.Json.Nodes;
using static Testing.Comparison.MetadataShape;

namespace Testing.Comparison;

/// <summary>
/// The environment that the process will see: the last entry of a name wins, and <c>$(X)</c> takes the value that X has at that place in the list,
/// so two lists of equal entries may mean different things.
/// </summary>
internal static class EnvironmentShape
{
    /// <summary>Member beside <c>env</c> with the values that expansion changes.</summary>
    public const string ExpandedMember = "env, expanded";

    public static JsonObject Replace(JsonObject container)
    {
        if (container["env"] is not JsonArray list || !list.All(entry => entry is JsonObject))
            return container;

        var (effective, expanded) = (new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        var changed = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var entry in list.Select(item => item!.AsObject()))
        {
            var name = Text(entry, "name");
            var source = VolumeShapes.EnvironmentSource.Canonical(entry["valueFrom"]);
            var value = Text(entry, "value");
            var seen = source is null ? Expand(value, expanded) : $"(value from {source.ToJsonString()})";
            effective[name] = source is null ? new JsonObject { ["value"] = value } : new JsonObject { ["valueFrom"] = source };
            expanded[name] = seen;
            _ = changed.Remove(name);
            if (source is null && seen != value)
                changed[name] = seen;
        }

        container["env"] = effective.Count == 0 ? null : new JsonObject(effective);
        container[ExpandedMember] = changed.Count == 0 ? null : new JsonObject(changed);
        return container;
    }

    // $$ is a dollar sign, $(X) of an unknown X stays as written.
    private static string Expand(string text, Dictionary<string, string> known)
    {
        var result = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '$' || index + 1 == text.Length)
            {
                _ = result.Append(text[index]);
                continue;
            }

            index++;
            if (text[index] == '(' && text.IndexOf(')', index) is var end and > 0)
            {
                var name = text[(index + 1)..end];
                _ = result.Append(known.TryGetValue(name, out var value) ? value : $"$({name})");
                index = end;
                continue;
            }

            _ = text[index] == '$' ? result.Append('$') : result.Append('$').Append(text[index]);
        }

        return result.ToString();
    }
}
