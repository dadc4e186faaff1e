using System.Text;

namespace Deployment.Tests.Charts;

/// <summary><c>README.md</c> of the chart: how to use it, and the table of its values.</summary>
internal static class ChartReadme
{
    private const int LongestDefault = 60;

    public static string Render(ChartValue root)
    {
        var text = new StringBuilder($"""
            <!-- Made from values.yaml: {GeneratedFile.Command} -->
            # spark-operator

            Takes a values file of the Kubeflow chart (2.x) unchanged, with the same names of objects, labels, ports and service accounts; see [docs/migrate.md](../../docs/migrate.md) for the move.

                helm install spark-operator helm/spark-operator --namespace spark-operator --create-namespace
                helm test spark-operator --namespace spark-operator

            A value that this chart does not know is listed in the notes after the installation, and refused with `strictValues: true`. The rights behind `controller.features.*` are in [docs/rbac.md](../../docs/rbac.md).

            | value | default | meaning |
            |---|---|---|

            """);
        foreach (var value in root.Leaves())
            text.Append($"| `{value.Path}` | {Default(value)} | {value.Description!.Replace("|", "\\|", StringComparison.Ordinal)}{Allowed(value)} |\n");
        return text.ToString();
    }

    private static string Default(ChartValue value)
    {
        var json = value.Default?.ToJsonString() ?? "null";
        return json.Length > LongestDefault ? "see values.yaml" : $"`{json}`";
    }

    private static string Allowed(ChartValue value) => value.Marks.TryGetValue("enum", out var allowed)
        ? $" ({string.Join(", ", allowed.Where(text => text.Length > 0).Select(text => $"`{text}`"))})"
        : "";
}
