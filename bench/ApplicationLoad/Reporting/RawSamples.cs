using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApplicationLoad.Reporting;

/// <summary>
/// The raw file of a soak: one JSON object a line, only ever appended to, so that a soak that was ended goes on where it was. <c>minutes</c> counts over all runs,
/// <c>run</c> counts the runs: processes begin anew in each.
/// </summary>
internal sealed class RawSamples(string path)
{
    private readonly Lock _gate = new();

    /// <summary>A line that a killed process left unfinished is passed over.</summary>
    public ImmutableArray<JsonObject> Read()
    {
        if (!File.Exists(path))
            return [];
        var rows = ImmutableArray.CreateBuilder<JsonObject>();
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                if (JsonNode.Parse(line) is JsonObject row)
                    rows.Add(row);
            }
            catch (JsonException)
            {
                continue;
            }
        }

        return rows.ToImmutable();
    }

    public void Append(JsonObject row)
    {
        lock (_gate)
            File.AppendAllText(path, row.ToJsonString() + "\n");
    }
}
