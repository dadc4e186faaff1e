using System.Globalization;

namespace Cli.Output;

/// <summary>How long ago, in one short word as kubectl has it: <c>5s</c>, <c>3m</c>, <c>2h</c>, <c>4d</c>.</summary>
internal static class Ages
{
    public const string Unknown = "N.A.";

    public static string Since(DateTimeOffset? instant, DateTimeOffset now) => instant is { } then ? Short(now - then) : Unknown;

    public static string Short(TimeSpan span)
    {
        var text = span switch
        {
            { TotalSeconds: < 1 } => (0, "s"),
            { TotalMinutes: < 2 } => ((int)span.TotalSeconds, "s"),
            { TotalHours: < 2 } => ((int)span.TotalMinutes, "m"),
            { TotalDays: < 2 } => ((int)span.TotalHours, "h"),
            _ => ((int)span.TotalDays, "d"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{text.Item1}{text.Item2}");
    }
}
