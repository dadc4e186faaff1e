using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace LocalCluster.Tables;

/// <summary>A column as the table declares it.</summary>
internal sealed record TableColumn(string Name, string Type = "string", int Priority = 0, string Format = "", string Description = "");

/// <summary>The columns of a kind and the cells of an object.</summary>
internal sealed record Printer(ImmutableArray<TableColumn> Columns, Func<JsonObject, DateTimeOffset, IEnumerable<JsonNode?>> Cells)
{
    /// <summary>Marks on a row, such as that a pod has ended.</summary>
    public Func<JsonObject, JsonArray?> Conditions { get; init; } = _ => null;
}
