using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalClusterLoad;

/// <summary>The figures as JSON, for comparing runs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Json(LoadSettings settings, IEnumerable<Measurement> measured) => new JsonObject
    {
        ["settings"] = settings.Describe(),
        ["measurements"] = new JsonArray([.. measured.Select(one => new JsonObject
        {
            ["name"] = one.Name,
            ["value"] = one.Value,
            ["unit"] = one.Unit,
            ["goal"] = one.Goal,
            ["met"] = one.IsMet,
        })]),
    }.ToJsonString(Indented) + "\n";
}
