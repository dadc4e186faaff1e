using System.Text.Json.Nodes;
using Cli.Output;

namespace Cli.Lint.Reports;

/// <summary>A list of <c>{file, document, line, column, path, severity, code, message, fix}</c>.</summary>
internal static class JsonReport
{
    public static string Of(LintRun run) => ObjectText.Of(new JsonArray([.. run.Findings.Select(finding => finding.ToJson())]), OutputFormat.Json);
}
