using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Shared.Admission.Cron;

/// <summary>
/// When a schedule is due. The language is that of robfig/cron 3.0.1: five fields, <c>@daily</c> and its like, <c>@every</c> with a duration of Go, and a zone as prefix
/// <c>TZ=</c> or <c>CRON_TZ=</c>. The shape is that of the package Cronos, whose language and whose choices at changes of the clock are others.
/// </summary>
public abstract class CronExpression
{
    private const string Every = "@every ";

    // Beyond, neither calendar arithmetic nor a timestamp has room.
    private static readonly Instant End = Instant.FromUtc(9000, 1, 1, 0, 0);

    private protected CronExpression()
    {
    }

    /// <summary>Reads the two fields of a schedule. A zone in the schedule wins, but the other one must be known too.</summary>
    /// <param name="schedule">Such as <c>0 3 * * 1-5</c>.</param>
    /// <param name="timeZone">IANA name, <c>UTC</c> or <c>Local</c>; null or empty is <c>Local</c>.</param>
    /// <param name="local">IANA name of the zone that <c>Local</c> stands for.</param>
    /// <exception cref="CronFormatException">Says what is wrong; the text is that of <c>status.reason</c>.</exception>
    public static CronExpression Parse(string schedule, string? timeZone = null, string local = "UTC")
    {
        var here = TimeZones.Find(local, DateTimeZone.Utc);
        var zone = string.IsNullOrEmpty(timeZone) ? TimeZones.Local : timeZone;
        Check(zone, here);
        return HasZone(schedule) ? ParseWithZone(schedule, here) : ParseFields(schedule.Trim(), TimeZones.Find(zone, here));
    }

    /// <summary>Like <see cref="Parse"/>, with the problem as a value.</summary>
    public static bool TryParse(
        string schedule, string? timeZone, string local, [NotNullWhen(true)] out CronExpression? expression, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            (expression, problem) = (Parse(schedule, timeZone, local), null);
            return true;
        }
        catch (CronFormatException error)
        {
            (expression, problem) = (null, error.Message);
            return false;
        }
    }

    /// <summary>The fixed distance of an <c>@every</c>; null for a calendar.</summary>
    public virtual TimeSpan? Interval => null;

    /// <summary>The first instant after <paramref name="from"/>, in UTC and whole seconds; null when there is none within five years.</summary>
    public DateTimeOffset? GetNextOccurrence(DateTimeOffset from) =>
        Instant.FromDateTimeOffset(from) is var start && start < End && Next(start) is { } next && next < End ? next.ToDateTimeOffset() : null;

    private protected abstract Instant? Next(Instant from);

    private static bool HasZone(string schedule) =>
        schedule.StartsWith("TZ=", StringComparison.Ordinal) || schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal);

    private static void Check(string zone, DateTimeZone local)
    {
        try
        {
            _ = TimeZones.Find(zone, local);
        }
        catch (UnknownZoneException error)
        {
            throw new CronFormatException($"Invalid timezone: {error.Message}");
        }
    }

    private static CronExpression ParseWithZone(string schedule, DateTimeZone local)
    {
        var (equals, space) = (schedule.IndexOf('=', StringComparison.Ordinal), schedule.IndexOf(' ', StringComparison.Ordinal));
        if (space < 0)
            throw new CronFormatException($"nothing follows the zone in '{schedule}'; write a space and the five fields, such as 'CRON_TZ=UTC 0 3 * * *'");

        var name = schedule[(equals + 1)..space];
        try
        {
            return ParseFields(schedule[space..].Trim(), TimeZones.Find(name, local));
        }
        catch (UnknownZoneException error)
        {
            throw new CronFormatException($"provided bad location {name}: {error.Message}");
        }
    }

    private static CronExpression ParseFields(string text, DateTimeZone zone)
    {
        if (text is ['@', ..])
            return ParseDescriptor(text, zone);

        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            throw new CronFormatException($"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]");
        return new CalendarExpression(
            CronField.Minute.Parse(fields[0]), CronField.Hour.Parse(fields[1]), CronField.DayOfMonth.Parse(fields[2]),
            CronField.Month.Parse(fields[3]), CronField.DayOfWeek.Parse(fields[4]), zone);
    }

    private static CronExpression ParseDescriptor(string text, DateTimeZone zone)
    {
        var (midnight, first) = (FieldValues.Only(0), FieldValues.Only(1));
        return text switch
        {
            "@yearly" or "@annually" => At(midnight, first, FieldValues.Only(1), CronField.DayOfWeek.Every),
            "@monthly" => At(midnight, first, CronField.Month.Every, CronField.DayOfWeek.Every),
            "@weekly" => At(midnight, CronField.DayOfMonth.Every, CronField.Month.Every, FieldValues.Only(0)),
            "@daily" or "@midnight" => At(midnight, CronField.DayOfMonth.Every, CronField.Month.Every, CronField.DayOfWeek.Every),
            "@hourly" => At(CronField.Hour.Every, CronField.DayOfMonth.Every, CronField.Month.Every, CronField.DayOfWeek.Every),
            _ when text.StartsWith(Every, StringComparison.Ordinal) => new IntervalExpression(ParseDuration(text)),
            _ => throw new CronFormatException($"unrecognized descriptor: {text}"),
        };

        CalendarExpression At(FieldValues hours, FieldValues daysOfMonth, FieldValues months, FieldValues daysOfWeek) =>
            new(FieldValues.Only(0), hours, daysOfMonth, months, daysOfWeek, zone);
    }

    private static TimeSpan ParseDuration(string text)
    {
        try
        {
            return GoDuration.Parse(text[Every.Length..]);
        }
        catch (CronFormatException error)
        {
            throw new CronFormatException($"failed to parse duration {text}: {error.Message}");
        }
    }
}

/// <summary>Again and again after so long; at least a second, and parts of a second do not count.</summary>
internal sealed class IntervalExpression(TimeSpan interval) : CronExpression
{
    public override TimeSpan? Interval { get; } = TimeSpan.FromSeconds(Math.Max(1, interval.Ticks / TimeSpan.TicksPerSecond));

    private protected override Instant? Next(Instant from) => Instant.FromUnixTimeSeconds(from.ToUnixTimeSeconds()) + Duration.FromTimeSpan(Interval!.Value);
}
