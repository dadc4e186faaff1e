namespace Cli.Output;

/// <summary>Colours for words that say how it is. Only on terminals, and never with <c>NO_COLOR</c> (no-color.org) or <c>TERM=dumb</c>.</summary>
internal sealed record Colours(bool AreOn)
{
    public static readonly Colours Off = new(AreOn: false);

    private const string Reset = "\e[0m";

    public static Colours Of(bool isTerminal, Func<string, string?> variable) =>
        new(isTerminal && string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") != "dumb");

    /// <summary>The text as it is, unless the word in it has a colour; blanks around it stay, and so does what follows in brackets.</summary>
    public string Paint(string text) => AreOn && CodeOf(text.Trim().Split(" (")[0]) is { } code ? $"\e[{code}m{text}{Reset}" : text;

    private static int? CodeOf(string word) => word switch
    {
        "COMPLETED" or "SUCCEEDING" or "Succeeded" or "Scheduled" or "ok" or "live" => 32,
        "RUNNING" or "SUBMITTED" or "RESUMING" or "Running" => 36,
        "FAILED" or "FAILING" or "SUBMISSION_FAILED" or "Failed" or "FailedValidation" or "unreadable" or "problem" or "error" or "restart" or "Cause:" => 31,
        "PENDING" or "PENDING_RERUN" or "SUSPENDED" or "SUSPENDING" or "INVALIDATING" or "UNKNOWN" or "DELETED" => 33,
        "Pending" or "Terminating" or "Warning" or "warning" or "unknown" or "next attempt" => 33,
        _ => null,
    };
}
