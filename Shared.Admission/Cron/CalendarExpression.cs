using NodaTime;

namespace Shared.Admission.Cron;

/// <summary>Five fields in a zone. Source: <c>SpecSchedule</c> of robfig/cron 3.0.1, followed step by step, for its choices at changes of the clock are what users know.</summary>
internal sealed class CalendarExpression(
    FieldValues minutes, FieldValues hours, FieldValues daysOfMonth, FieldValues months, FieldValues daysOfWeek, DateTimeZone zone) : CronExpression
{
    /// <summary>A schedule with nothing in so many years has nothing at all.</summary>
    private const int Years = 5;

    // A zone that once skipped a whole day would be walked in circles.
    private const int StepsAtMost = 10_000;

    private protected override Instant? Next(Instant from)
    {
        // No loop below ends at a field that admits nothing.
        if (minutes.IsEmpty || hours.IsEmpty || months.IsEmpty || (daysOfMonth.IsEmpty && daysOfWeek.IsEmpty))
            return null;

        var search = new Search(new WallClock(Instant.FromUnixTimeSeconds(from.ToUnixTimeSeconds() + 1), zone));
        var lastYear = search.At.Year + Years;
        while (search.At.Year <= lastYear && !search.IsLost)
        {
            if (FindMonth(search) && FindDay(search) && FindHour(search) && FindMinute(search))
                return search.At.Instant;
        }

        return null;
    }

    private bool FindMonth(Search search)
    {
        while (!months.Has(search.At.Month))
        {
            search.Begin(at => at.StartOfMonth());
            if (!search.Move(at => at.NextMonth()) || search.At.Month == 1)
                return false;
        }

        return true;
    }

    private bool FindDay(Search search)
    {
        while (!IsDay(search.At))
        {
            search.Begin(at => at.StartOfDay());
            if (!search.Move(at => AtMidnight(at.NextDay())) || search.At.Day == 1)
                return false;
        }

        return true;
    }

    private bool FindHour(Search search)
    {
        while (!hours.Has(search.At.Hour))
        {
            search.Begin(at => at.StartOfHour());
            if (!search.Move(at => at.Plus(Duration.FromHours(1))) || search.At.Hour == 0)
                return false;
        }

        return true;
    }

    private bool FindMinute(Search search)
    {
        while (!minutes.Has(search.At.Minute))
        {
            search.Begin(at => at.StartOfMinute());
            if (!search.Move(at => at.Plus(Duration.FromMinutes(1))) || search.At.Minute == 0)
                return false;
        }

        // Only whole minutes: what began within one goes on to the next.
        if (search.HasBegun || search.At.Instant == search.At.StartOfMinute().Instant)
            return true;
        search.Begin(at => at.StartOfMinute());
        _ = search.Move(at => at.Plus(Duration.FromMinutes(1)));
        return false;
    }

    // When both day fields are restricted, either will do.
    private bool IsDay(WallClock at)
    {
        var (ofMonth, ofWeek) = (daysOfMonth.Has(at.Day), daysOfWeek.Has(at.DayOfWeek));
        return daysOfMonth.IsStar || daysOfWeek.IsStar ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    // Where midnight is skipped or comes twice, a day's first hour is another one.
    private static WallClock AtMidnight(WallClock at) => at.Hour switch
    {
        0 => at,
        > 12 => at.Plus(Duration.FromHours(24 - at.Hour)),
        _ => at.Plus(Duration.FromHours(-at.Hour)),
    };

    /// <summary>Where the search is, and whether it has left the instant at which it began.</summary>
    private sealed class Search(WallClock at)
    {
        private int _steps;

        public WallClock At { get; private set; } = at;
        public bool HasBegun { get; private set; }
        public bool IsLost => _steps > StepsAtMost;

        /// <summary>The smaller units start anew, once.</summary>
        public void Begin(Func<WallClock, WallClock> start)
        {
            At = HasBegun ? At : start(At);
            HasBegun = true;
        }

        /// <summary>False when the search walks in circles.</summary>
        public bool Move(Func<WallClock, WallClock> step)
        {
            (At, _steps) = (step(At), _steps + 1);
            return !IsLost;
        }
    }
}
