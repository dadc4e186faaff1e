using System.Globalization;

namespace LocalCluster.Nodes.Staging;

/// <summary>Durations as people write them: <c>250ms</c>, <c>2s</c>, <c>1.5s</c>, <c>3m</c>, <c>1h</c>, <c>0</c>, and <c>forever</c>.</summary>
internal static class Durations
{
    public static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Null when the text is no duration.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text is "forever")
            return Forever;
        if (text is "0")
            return TimeSpan.Zero;

        foreach (var (unit, milliseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * milliseconds <= TimeSpan.FromDays(365).TotalMilliseconds)
                return TimeSpan.FromMilliseconds(number * milliseconds);
        }

        return null;
    }
}
