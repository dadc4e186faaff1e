using System.Globalization;

namespace LocalCluster.Types;

/// <summary>Times as the API reads them, with the errors of the parser of a real server: which piece of the layout did not fit.</summary>
internal static class Rfc3339
{
    private static readonly (string Name, int Digits)[] Date = [("2006", 4), ("-", 0), ("01", 2), ("-", 0), ("02", 2), ("T", 0), ("15", 2), (":", 0), ("04", 2), (":", 0), ("05", 2)];

    /// <param name="text">The time.</param>
    /// <param name="isMicro">Exactly six digits of a second; otherwise any number of them, or none.</param>
    /// <exception cref="TypeMismatchException">It is none.</exception>
    public static DateTimeOffset Parse(string text, bool isMicro)
    {
        var layout = isMicro ? "2006-01-02T15:04:05.000000Z07:00" : "2006-01-02T15:04:05Z07:00";
        TypeMismatchException Misfit(string rest, string piece) => new($"parsing time \"{text}\" as \"{layout}\": cannot parse \"{rest}\" as \"{piece}\"");
        TypeMismatchException Range(string what) => new($"parsing time \"{text}\": {what} out of range");

        var (rest, numbers) = (text, new List<int>());
        foreach (var (name, digits) in Date)
        {
            if (digits == 0 ? !rest.StartsWith(name, StringComparison.Ordinal) : rest.Length < digits || !rest[..digits].All(char.IsAsciiDigit))
                throw Misfit(rest, name);
            if (digits > 0)
                numbers.Add(int.Parse(rest[..digits], CultureInfo.InvariantCulture));
            rest = rest[(digits == 0 ? name.Length : digits)..];
        }

        var fraction = rest.StartsWith('.') ? rest[1..].TakeWhile(char.IsAsciiDigit).Count() : 0;
        if (isMicro && fraction != 6)
            throw Misfit(rest, ".000000");
        var second = fraction == 0 ? 0 : double.Parse("0" + rest[..(fraction + 1)], CultureInfo.InvariantCulture);
        var zone = rest[(fraction == 0 ? 0 : fraction + 1)..];
        var offset = Offset(zone) ?? throw Misfit(zone, "Z07:00");

        if (numbers is not [var year, >= 1 and <= 12 and var month, var day, var hour, var minute, var whole])
            throw Range("month");
        if (day < 1 || day > DateTime.DaysInMonth(Math.Max(1, year), month))
            throw Range("day");
        if (hour > 23)
            throw Range("hour");
        if (minute > 59)
            throw Range("minute");
        if (whole > 59)
            throw Range("second");
        return new DateTimeOffset(Math.Max(1, year), month, day, hour, minute, whole, offset).AddTicks((long)Math.Round(second * TimeSpan.TicksPerSecond));
    }

    private static TimeSpan? Offset(string zone) =>
        zone is "Z" ? TimeSpan.Zero
        : zone is ['+' or '-', _, _, ':', _, _] && TimeSpan.TryParseExact(zone[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset) && offset <= TimeSpan.FromHours(14)
            ? (zone[0] == '-' ? -offset : offset) : null;
}
