using NodaTime;

namespace Shared.Admission.Cron;

/// <summary>An instant and what the clocks of a zone show at it.</summary>
internal readonly record struct WallClock
{
    private readonly Instant _instant;
    private readonly DateTimeZone _zone;
    private readonly LocalDateTime _local;

    public WallClock(Instant instant, DateTimeZone zone) => (_instant, _zone, _local) = (instant, zone, instant.InZone(zone).LocalDateTime);

    public Instant Instant => _instant;
    public int Year => _local.Year;
    public int Month => _local.Month;
    public int Day => _local.Day;
    public int Hour => _local.Hour;
    public int Minute => _local.Minute;

    /// <summary>0 is Sunday.</summary>
    public int DayOfWeek => (int)_local.DayOfWeek % 7;

    public WallClock StartOfMonth() => At(_local.Date.With(DateAdjusters.StartOfMonth).AtMidnight());

    public WallClock StartOfDay() => At(_local.Date.AtMidnight());

    public WallClock StartOfHour() => At(_local.Date.At(new LocalTime(_local.Hour, 0)));

    public WallClock StartOfMinute() => new(Instant.FromUnixTimeSeconds(_instant.ToUnixTimeSeconds() / 60 * 60), _zone);

    /// <summary>The same time of day in the next month; only asked for at its first day.</summary>
    public WallClock NextMonth() => At(_local.PlusMonths(1));

    public WallClock NextDay() => At(_local.PlusDays(1));

    public WallClock Plus(Duration duration) => new(_instant + duration, _zone);

    // Go's way to read a local time, which the recordings show: a time that is skipped is read with the offset of the other side of the gap,
    // a time that comes twice with the offset that holds if the time is taken for UTC.
    private WallClock At(LocalDateTime local)
    {
        var asUtc = local.InUtc().ToInstant();
        var interval = _zone.GetZoneInterval(asUtc);
        var instant = asUtc - Duration.FromSeconds(interval.WallOffset.Seconds);
        return new WallClock(
            interval.Contains(instant) || interval.WallOffset == Offset.Zero ? instant : asUtc - Duration.FromSeconds(_zone.GetUtcOffset(instant).Seconds), _zone);
    }
}
