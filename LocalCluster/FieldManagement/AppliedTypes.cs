using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.FieldManagement;

/// <summary>Does an applied configuration fit its type? In the words of a real server.</summary>
internal static class AppliedTypes
{
    /// <summary>Each misfit as <c>.path: what</c>; empty when it fits.</summary>
    public static List<string> Misfits(MergeType type, JsonNode? value)
    {
        var found = new List<string>();
        Check(found, [], type, value);
        return found;
    }

    private static void Check(List<string> found, List<string> path, MergeType declared, JsonNode? value)
    {
        if (value is null)
            return;
        var type = declared.For(value);
        switch (type.Form)
        {
            case MergeForm.Map when value is JsonObject map:
                CheckMap(found, path, type, map);
                break;
            case MergeForm.List when value is JsonArray list:
                CheckList(found, path, type, list);
                break;
            case MergeForm.Map or MergeForm.List:
                Add($"expected {(type.Form is MergeForm.Map ? "map" : "list")}, got &{{{GoValues.Show(value)}}}");
                break;
            case MergeForm.Text when value.AsText() is null:
                Add($"expected string, got &value.valueUnstructured{{Value:{GoValues.Show(value)}}}");
                break;
            case MergeForm.Number when value.GetValueKind() is not JsonValueKind.Number:
                Add($"expected numeric (int or float), got {GoValues.TypeName(value)}");
                break;
            case MergeForm.Flag when value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False):
                Add($"expected boolean, got &{{{GoValues.Show(value)}}}");
                break;
            case MergeForm.Scalar when value is JsonObject or JsonArray:
                Add($"expected any scalar, got &{{{GoValues.Show(value)}}}");
                break;
        }

        void Add(string what) => found.Add($"{FieldSteps.Text(path)}: {what}");
    }

    private static void CheckMap(List<string> found, List<string> path, MergeType type, JsonObject map)
    {
        foreach (var (name, member) in map)
        {
            path.Add(FieldSteps.Field(name));
            if (type.OfMember(name) is { } inner)
                Check(found, path, inner, member);
            else
                found.Add($"{FieldSteps.Text(path)}: field not declared in schema");
            path.RemoveAt(path.Count - 1);
        }
    }

    private static void CheckList(List<string> found, List<string> path, MergeType type, JsonArray list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var step = type.IsAtomic ? $"i:{i}" : FieldSteps.Element(type, list[i]);
            if (step is null)
            {
                found.Add(list[i] is JsonObject element
                    ? $"{FieldSteps.Text(path)}: element {i}: associative list with keys has an element that omits key field {Quoted(type.Keys.First(key => element[key] is null && !type.KeyDefaults.ContainsKey(key)))} (and doesn't have default value)"
                    : $"{FieldSteps.Text(path)}: element {i}: associative list with keys may not have non-map elements");
                continue;
            }

            if (!seen.Add(step))
                found.Add($"{FieldSteps.Text(path)}: duplicate entries for key {FieldSteps.Text(step)}");
            path.Add(step);
            Check(found, path, type.Element!, list[i]);
            path.RemoveAt(path.Count - 1);
        }
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
