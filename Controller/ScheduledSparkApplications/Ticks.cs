using Shared.Admission.Cron;

namespace Controller.ScheduledSparkApplications;

/// <summary>The instants of a schedule on the clock's way. Pure.</summary>
internal static class Ticks
{
    /// <summary>Nobody asks for the exact number beyond.</summary>
    public const int CountedAtMost = 1000;

    /// <summary>A clock that was set back by more is believed: otherwise one that had run far ahead would silence a schedule for as long.</summary>
    public static readonly TimeSpan LongestStepBack = TimeSpan.FromHours(1);

    private static readonly TimeSpan[] Windows = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(31), TimeSpan.FromDays(366)];

    /// <summary>The next one of a schedule that begins now, or whose recorded one does not count any more. Never one that was run already.</summary>
    public static DateTimeOffset? First(CronExpression expression, DateTimeOffset? lastRun, DateTimeOffset now) =>
        expression.GetNextOccurrence(lastRun > now && lastRun - now <= LongestStepBack ? lastRun.Value : now);

    /// <summary>False when the recorded instant is none of this schedule, or further away than its next: the schedule or the clock was changed.</summary>
    public static bool Holds(CronExpression expression, DateTimeOffset recorded, DateTimeOffset? lastRun, DateTimeOffset now) =>
        (expression.Interval is not null || expression.GetNextOccurrence(recorded.AddSeconds(-1)) == recorded)
        && (recorded <= now || recorded <= First(expression, lastRun, now));

    /// <summary>The first after now, in step with <paramref name="due"/>.</summary>
    public static DateTimeOffset? After(CronExpression expression, DateTimeOffset due, DateTimeOffset now) =>
        expression.Interval is { } interval ? due + ((Steps(due, now, interval) + 1) * interval) : expression.GetNextOccurrence(now);

    /// <summary>The latest one that is not after now, and how many lie before it, from <paramref name="due"/> on.</summary>
    public static (DateTimeOffset Latest, int Missed) Passed(CronExpression expression, DateTimeOffset due, DateTimeOffset now)
    {
        if (expression.Interval is { } interval)
            return (due + (Steps(due, now, interval) * interval), (int)Math.Min(CountedAtMost, Steps(due, now, interval)));

        var missed = 0;
        for (DateTimeOffset? next = due; missed < CountedAtMost && (next = expression.GetNextOccurrence(next.Value)) <= now; missed++)
        {
        }

        return (Latest(expression, due, now), missed);
    }

    private static DateTimeOffset Latest(CronExpression expression, DateTimeOffset due, DateTimeOffset now)
    {
        var window = Windows.FirstOrDefault(window => window < now - due && expression.GetNextOccurrence(now - window) <= now);
        var latest = window == default ? due : expression.GetNextOccurrence(now - window)!.Value;
        while (expression.GetNextOccurrence(latest) is { } next && next <= now)
            latest = next;
        return latest;
    }

    private static long Steps(DateTimeOffset due, DateTimeOffset now, TimeSpan interval) => (now - due).Ticks / interval.Ticks;
}
