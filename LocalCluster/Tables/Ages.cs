using System.Globalization;
using LocalCluster.Json;

namespace LocalCluster.Tables;

/// <summary>How long ago, in the few signs that a column has room for.</summary>
internal static class Ages
{
    public static string Of(string? time, DateTimeOffset now) => Times.Parse(time) is { } then ? Show(now - then) : "<unknown>";

    public static string Show(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        if (seconds < -1)
            return "<invalid>";
        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
        return seconds < 0 ? "0s"
            : seconds < 120 ? Text($"{seconds}s")
            : minutes < 10 ? Two(minutes, 'm', seconds % 60, 's')
            : minutes < 180 ? Text($"{minutes}m")
            : hours < 8 ? Two(hours, 'h', minutes % 60, 'm')
            : hours < 48 ? Text($"{hours}h")
            : hours < 192 ? Two(days, 'd', hours % 24, 'h')
            : days < 730 ? Text($"{days}d")
            : days < 2920 ? Two(days / 365, 'y', days % 365, 'd')
            : Text($"{days / 365}y");
    }

    private static string Two(long big, char bigUnit, long small, char smallUnit) => small == 0 ? Text($"{big}{bigUnit}") : Text($"{big}{bigUnit}{small}{smallUnit}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
