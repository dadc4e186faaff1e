using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Tables;

/// <summary>The columns that a definition asks for; without any, name and age.</summary>
internal static class CustomPrinter
{
    private static readonly PrinterColumn Age = new("Age", "date", ".metadata.creationTimestamp");

    public static Printer For(ResourceKind kind)
    {
        var columns = kind.Columns.IsEmpty ? [Age] : kind.Columns;
        ImmutableArray<TableColumn> declared =
            [new("Name", Format: "name"), .. columns.Select(c => new TableColumn(c.Name, c.Type, c.Priority, c.Format, c.Description))];
        return new Printer(declared, (o, now) => [Printers.Named(o), .. columns.Select(c => Cell(c, o, now))]);
    }

    private static JsonNode? Cell(PrinterColumn column, JsonObject o, DateTimeOffset now)
    {
        var values = JsonPaths.Find(o, column.JsonPath).ToList();
        if (values.Count == 0 || values[0] is not { } value)
            return null;
        return column.Type switch
        {
            "date" => Ages.Of(value.AsText(), now),
            "integer" => value.AsNumber() is { } number ? number : long.TryParse(value.AsText(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var parsed) ? parsed : null,
            "number" => value.GetValueKind() is JsonValueKind.Number ? value.DeepClone() : null,
            "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.DeepClone() : null,
            _ => value.AsText() ?? value.ToText(),
        };
    }
}
