using System.Text.Json.Nodes;
using Cli.Output;

namespace Cli.Lint.Reports;

/// <summary>SARIF 2.1.0, which code scanning services show beside the changed lines. Source: OASIS.</summary>
internal static class SarifReport
{
    public static string Of(LintRun run) => ObjectText.Of(
        new JsonObject
        {
            ["$schema"] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = Driver(run) },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. run.Findings.Select(Result)]),
            }),
        },
        OutputFormat.Json);

    private static JsonObject Driver(LintRun run) => new()
    {
        ["name"] = "sparkctl",
        ["version"] = typeof(SarifReport).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
        ["rules"] = new JsonArray([.. run.Findings.Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal).Select(code => new JsonObject { ["id"] = code })]),
    };

    private static JsonObject Result(Finding finding)
    {
        var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = Uri(finding.File) } };
        if (finding.Position is { } position)
            place["region"] = new JsonObject { ["startLine"] = position.Line, ["startColumn"] = position.Column };
        var location = new JsonObject { ["physicalLocation"] = place };
        if (finding.Path.Length > 0)
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = finding.Path });
        return new JsonObject
        {
            ["ruleId"] = finding.Code,
            ["level"] = finding.Severity,
            ["message"] = new JsonObject { ["text"] = finding.Path.Length > 0 ? $"{finding.Path}: {finding.Message}" : finding.Message },
            ["locations"] = new JsonArray(location),
        };
    }

    // Relative to the checkout, as the services expect it; each part escaped, the slashes kept.
    private static string Uri(string file) => string.Join('/', file.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));
}
