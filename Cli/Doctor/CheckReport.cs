namespace Cli.Doctor;

/// <summary>How serious a finding is.</summary>
internal enum Verdict
{
    Ok,

    /// <summary>It could not be found out, mostly because the user lacks a right.</summary>
    Unknown,
    Warning,
    Problem,
}

/// <summary>What one check found.</summary>
/// <param name="Subject">What was looked at: <c>definition sparkapplications</c>, <c>webhook spark-operator-webhook</c>.</param>
/// <param name="Found">One sentence.</param>
/// <param name="Fix">What to do; absent when nothing is to be done.</param>
internal sealed record CheckReport(string Subject, Verdict Verdict, string Found, string? Fix = null)
{
    public static CheckReport Ok(string subject, string found) => new(subject, Verdict.Ok, found);

    public static CheckReport Unknown(string subject, string found, string fix) => new(subject, Verdict.Unknown, found, fix);

    public static CheckReport Warning(string subject, string found, string fix) => new(subject, Verdict.Warning, found, fix);

    public static CheckReport Problem(string subject, string found, string fix) => new(subject, Verdict.Problem, found, fix);
}
