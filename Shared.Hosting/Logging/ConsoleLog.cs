using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Shared.Hosting.Logging;

/// <summary>How a log line looks: words for people, or one JSON object a line for collectors.</summary>
public enum LogFormat
{
    Text,
    Json,
}

public static class ConsoleLogExtensions
{
    /// <summary>One redacted line per entry on stderr (stdout belongs to the <c>ready</c> line). Framework categories speak from Warning up.</summary>
    public static ILoggingBuilder AddRedactedConsole(this ILoggingBuilder logging, LogLevel level, LogFormat format = LogFormat.Text)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning);
        logging.AddFilter("System", level > LogLevel.Warning ? level : LogLevel.Warning);
        logging.Services.AddSingleton<ILoggerProvider>(services =>
            new ConsoleLog(Console.Error, format, services.GetService<TimeProvider>() ?? TimeProvider.System));
        return logging;
    }
}

internal sealed class ConsoleLog(TextWriter output, LogFormat format, TimeProvider clock) : ILoggerProvider
{
    /// <summary>Unit: characters. What an API server says can be long.</summary>
    internal const int LongestText = 8192;

    private readonly LogBudget _budget = new(clock);

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
    }

    private void Write(string category, LogLevel level, EventId id, string message, Exception? exception)
    {
        if (!_budget.Allows(category, id.Id, out var leftOut))
            return;

        var time = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        // The cause in one line: the type and the words. Stack traces are for debuggers, not for logs that tenants may read.
        var text = Redaction.Clean(Bounded(exception is null ? message : $"{message}: {exception.GetType().Name}: {exception.Message}"));
        if (leftOut > 0)
            text += $" ({leftOut} more of this event were left out)";
        var line = format is LogFormat.Json
            ? $$"""{"time":"{{time}}","level":"{{level}}","event":{{id.Id}},"category":"{{JsonEncodedText.Encode(category)}}","message":"{{JsonEncodedText.Encode(text)}}"}"""
            : $"{time} {Short(level)} {category[(category.LastIndexOf('.') + 1)..]}[{id.Id}] {text}";
        lock (output)
        {
            output.WriteLine(line);
        }
    }

    private static string Bounded(string text) => text.Length > LongestText ? text[..LongestText] + "..." : text;

    private static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRC",
        LogLevel.Debug => "DBG",
        LogLevel.Information => "INF",
        LogLevel.Warning => "WRN",
        LogLevel.Error => "ERR",
        _ => "CRT",
    };

    private sealed class Category(ConsoleLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(name, logLevel, eventId, formatter(state, exception), exception);
    }
}
