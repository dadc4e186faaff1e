namespace Cli.Lint.Reports;

/// <summary>A line for each finding, as compilers write them: editors and CI logs make links of it.</summary>
internal static class TextReport
{
    public static string Of(LintRun run) => string.Concat(run.Findings.Select(finding => $"{finding.ToText(run.Colours)}\n"));
}
