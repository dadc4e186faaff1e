using System.Text;
using Testing;

namespace Golden.Tests.Differences;

/// <summary>Renders <c>docs/compatibility.md</c>. Pure.</summary>
public static class CompatibilityDocument
{
    public static string File { get; } = Repository.PathTo("docs", "compatibility.md");

    public static string Render(IReadOnlyList<DeclaredDifference> differences)
    {
        var text = new StringBuilder("""
            <!-- Made from tests/goldens/differences.yaml; UPDATE_GOLDEN=1 dotnet test tests/Golden.Tests -c Release rewrites it. -->
            # Compatibility

            Manifests for the Kubeflow Spark operator run unchanged. Our answers are compared with recordings of that operator and of real Spark (`tests/goldens`); `tests/goldens/floor.json` lists what is
            equal today. The differences below are on purpose; the golden tests fail on any other in what the floor holds, and on one listed here that no longer shows.


            """);
        if (differences.Count == 0)
            return text.Append("No difference is declared.\n").ToString();

        foreach (var difference in differences.OrderBy(entry => entry.Id, StringComparer.Ordinal))
        {
            _ = text.Append($"## {difference.Id}\n\n{difference.Reason.Trim()}\n\n| | |\n|---|---|\n")
                .Append(Row("when", difference.When.Count == 0 ? "always" : string.Join("; ", difference.When)))
                .Append(Row("where", $"`{difference.Path}` in {string.Join(", ", difference.Parts)} of {string.Join(", ", difference.Sets)}"))
                .Append(difference.Versions.Count == 0 ? "" : Row("Spark", string.Join(", ", difference.Versions)))
                .Append(Row("upstream", difference.Upstream.ToString()))
                .Append(Row("ours", difference.Ours.ToString()))
                .Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Row(string name, string value) => $"| {name} | {value.Replace("|", "\\|", StringComparison.Ordinal)} |\n";
}
