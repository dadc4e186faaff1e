namespace Cli.Output;

/// <summary>Colours for words that say how it is. Only on terminals, and never with <c>NO_COLOR</c> (no-color.org) or <c>TERM=dumb</c>.</summary>
internal sealed record Colours(bool AreOn)
{
    private const string Reset = "\e[0m";

    public static Colours Of(bool isTerminal, Func<string, string?> variable) =>
        new(isTerminal && string.IsNullOrEmpty(variable("NO_COLOR")) && variable("TERM") != "dumb");

    /// <summary>The text as it is, unless the word in it has a colour; blanks around it stay.</summary>
    public string Paint(string text) => AreOn && CodeOf(text.Trim()) is { } code ? $"\e[{code}m{text}{Reset}" : text;

    private static int? CodeOf(string word) => word switch
    {
        "COMPLETED" or "SUCCEEDING" or "ok" => 32,
        "RUNNING" or "SUBMITTED" => 36,
        "FAILED" or "FAILING" or "SUBMISSION_FAILED" or "unreadable" or "problem" or "error" => 31,
        "PENDING_RERUN" or "SUSPENDED" or "SUSPENDING" or "INVALIDATING" or "UNKNOWN" or "warning" or "unknown" => 33,
        _ => null,
    };
}
