using Cli.Output;

namespace Cli.Lint;

/// <summary>What one call of lint looked at and found.</summary>
/// <param name="Files">All that were judged, clean ones too, in order.</param>
/// <param name="Strict">Warnings count as findings.</param>
internal sealed record LintRun(IReadOnlyList<string> Files, IReadOnlyList<Finding> Findings, bool Strict)
{
    /// <summary>For the report that people read.</summary>
    public Colours Colours { get; init; } = Colours.Off;

    public bool Fails(Finding finding) => Strict || finding.Severity == Finding.Error;

    public bool HasFailed => Findings.Any(Fails);
}
