namespace Shared.Submission.Connect;

/// <summary>Words of a line that a shell reads.</summary>
internal static class ShellWord
{
    private const string Harmless = "-_=:,./@%+";

    /// <summary>In single quotes, so that the shell changes nothing of it; a quote within is closed, quoted doubly and opened again.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";

    /// <summary>As it is where the shell has nothing to change, else in quotes.</summary>
    public static string Of(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || Harmless.Contains(c)) ? text : Quoted(text);
}
