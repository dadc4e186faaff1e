namespace Cli;

/// <summary>A command cannot be done. The message is one sentence for people.</summary>
internal sealed class CliException(string message, int exitCode = ExitCodes.Failed, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;

    public static CliException Usage(string message, Exception? cause = null) => new(message, ExitCodes.Usage, cause);
}
