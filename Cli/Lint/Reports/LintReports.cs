namespace Cli.Lint.Reports;

/// <summary>The forms that findings can take.</summary>
internal static class LintReports
{
    public static readonly IReadOnlyDictionary<string, Func<LintRun, string>> ByName = new Dictionary<string, Func<LintRun, string>>
    {
        ["text"] = TextReport.Of,
        ["json"] = JsonReport.Of,
        ["sarif"] = SarifReport.Of,
        ["junit"] = JUnitReport.Of,
    };
}
