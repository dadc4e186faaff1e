using System.Globalization;
using Microsoft.Extensions.Logging;
using Shared.Hosting.Options;

namespace Shared.Hosting.Logging;

/// <summary>Options about the log. Words and numbers of existing charts (<c>info</c>, <c>console</c>, verbosity 1 and up) are understood.</summary>
public static class LogOptions
{
    public const string Level = "log-level";
    public const string Format = "log-format";

    public static readonly IReadOnlyList<CommandOption> All =
    [
        new(Level, "Least severe level that is logged: trace, debug, information, warning, error, critical.", "LEVEL", "information") { Aliases = ["zap-log-level"] },
        new(Format, "text for people, json for collectors.", "FORMAT", "text") { Aliases = ["zap-encoder"] },
        CommandOption.Ignored("zap-devel", "there is one way of logging; --log-level and --log-format choose how much and how.", null),
        CommandOption.Ignored("zap-stacktrace-level", "stack traces are never logged."),
        CommandOption.Ignored("zap-time-encoding", "times are always ISO 8601 in UTC."),
    ];

    /// <exception cref="UsageException">No such level.</exception>
    public static LogLevel LevelOf(OptionValues values) => values.Text(Level)?.ToLowerInvariant() switch
    {
        "info" => LogLevel.Information,
        "warn" => LogLevel.Warning,
        "panic" or "fatal" => LogLevel.Critical,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var verbosity) =>
            verbosity switch { 0 => LogLevel.Information, 1 => LogLevel.Debug, _ => LogLevel.Trace },
        _ => values.OneOf<LogLevel>(Level) ?? LogLevel.Information,
    };

    /// <exception cref="UsageException">No such format.</exception>
    public static LogFormat FormatOf(OptionValues values) =>
        values.Text(Format) is "console" ? LogFormat.Text : values.OneOf<LogFormat>(Format) ?? LogFormat.Text;
}
