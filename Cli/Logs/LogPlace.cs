using System.Globalization;

namespace Cli.Logs;

/// <summary>
/// How far a log has been printed, so that reading can go on after a cut without a line lost or doubled. Lines come with the time in front of
/// them; lines of one instant are counted.
/// </summary>
internal sealed class LogPlace
{
    private int _printed;
    private int _met;

    /// <summary>Of the last printed line; null before the first.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>Call when the log is opened again: the server may send the lines of <see cref="Last"/> once more.</summary>
    public void Reopened() => _met = 0;

    /// <returns>The line without its time, or null when it was printed before.</returns>
    public string? Next(string line)
    {
        var space = line.IndexOf(' ');
        var stamp = space < 0 ? line : line[..space];
        if (!DateTimeOffset.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return line;

        if (instant < Last || (instant == Last && ++_met <= _printed))
            return null;

        (_printed, _met) = instant == Last ? (_printed + 1, _met) : (1, 1);
        Last = instant;
        return space < 0 ? "" : line[(space + 1)..];
    }
}
