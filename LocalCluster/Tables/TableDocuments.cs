using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Kinds;

namespace LocalCluster.Tables;

/// <summary>Objects as rows, the way <c>kubectl get</c> prints them.</summary>
internal static class TableDocuments
{
    public static JsonObject Of(Cluster cluster, ResourceKind kind, IEnumerable<JsonObject> objects, JsonObject metadata, string include, bool withColumns)
    {
        var printer = Printers.For(kind);
        var now = cluster.Clock.GetUtcNow();
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = withColumns ? new JsonArray([.. printer.Columns.Select(Definition)]) : null,
            ["rows"] = new JsonArray([.. objects.Select(o => Row(printer, o, now, include))]),
        };
    }

    private static JsonObject Definition(TableColumn column) => new()
    {
        ["name"] = column.Name,
        ["type"] = column.Type,
        ["format"] = column.Format,
        ["description"] = column.Description,
        ["priority"] = column.Priority,
    };

    private static JsonObject Row(Printer printer, JsonObject o, DateTimeOffset now, string include)
    {
        var row = new JsonObject { ["cells"] = new JsonArray([.. printer.Cells(o, now)]) };
        if (printer.Conditions(o) is { } conditions)
            row["conditions"] = conditions;
        row["object"] = include switch
        {
            "None" => null,
            "Object" => o.DeepClone(),
            _ => AcceptedForm.Partial(o),
        };
        return row;
    }
}
