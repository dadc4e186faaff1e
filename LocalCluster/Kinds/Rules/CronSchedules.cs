using System.Globalization;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the schedule of a CronJob, in the words of the parser of a real server.</summary>
internal static class CronSchedules
{
    private static readonly string[] Words = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    // Least, most, and the names of the values.
    private static readonly (int Least, int Most, string[] Names)[] Fields = [(0, 59, []), (0, 23, []), (1, 31, []), (1, 12, Months), (0, 6, Days)];

    public static IEnumerable<string> Problems(string schedule, bool mayNameZone, string? zone)
    {
        if (Problem(schedule) is { } problem)
            yield return problem;
        if (!schedule.Contains("TZ", StringComparison.Ordinal))
            yield break;
        if (!mayNameZone)
            yield return "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";
        else if (zone is not null)
            yield return "cannot use both timeZone field and TZ or CRON_TZ in schedule";
    }

    public static IEnumerable<string> ZoneProblems(string zone)
    {
        if (zone.Length == 0)
            return ["timeZone must be nil or non-empty string"];
        if (zone.Split('/').Any(part => part is "" or "." or ".." or { Length: > 14 } or ['-', ..] || !part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+')))
            return [$"unknown time zone {zone}"];
        if (zone.Equals("Local", StringComparison.OrdinalIgnoreCase))
            return ["timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones"];
        return zone is "UTC" || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? [] : [$"unknown time zone {zone}"];
    }

    private static string? Problem(string schedule)
    {
        if (schedule.StartsWith("TZ=", StringComparison.Ordinal) || schedule.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var end = schedule.IndexOf(' ', StringComparison.Ordinal);
            var named = schedule[(schedule.IndexOf('=', StringComparison.Ordinal) + 1)..(end < 0 ? schedule.Length : end)];
            if (ZoneProblems(named).Any())
                return $"provided bad location {named}: unknown time zone {named}";
            schedule = end < 0 ? "" : schedule[end..].Trim();
        }

        if (schedule.StartsWith('@'))
            return Words.Contains(schedule) || schedule.StartsWith("@every ", StringComparison.Ordinal) ? null : $"unrecognized descriptor: {schedule}";
        var parts = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == Fields.Length
            ? parts.Zip(Fields).SelectMany(pair => pair.First.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(range => RangeProblem(range, pair.Second))).FirstOrDefault(problem => problem is not null)
            : $"expected exactly 5 fields, found {parts.Length}: [{string.Join(' ', parts)}]";
    }

    private static string? RangeProblem(string text, (int Least, int Most, string[] Names) field)
    {
        var steps = text.Split('/');
        var ends = steps[0].Split('-');
        var isAny = ends[0] is "*" or "?";
        var (start, end) = (field.Least, field.Most);
        if (!isAny)
        {
            if (Number(ends[0], field, out start) is { } wrong)
                return wrong;
            if (ends.Length > 2)
                return $"too many hyphens: {text}";
            end = start;
            if (ends.Length == 2 && Number(ends[1], field, out end) is { } bad)
                return bad;
        }

        if (steps.Length > 2)
            return $"too many slashes: {text}";
        var step = 1;
        if (steps.Length == 2)
        {
            if (Number(steps[1], (0, int.MaxValue, []), out step) is { } odd)
                return odd;
            if (ends.Length == 1)
                end = field.Most;
        }

        return start < field.Least ? $"beginning of range ({start}) below minimum ({field.Least}): {text}"
            : end > field.Most ? $"end of range ({end}) above maximum ({field.Most}): {text}"
            : start > end ? $"beginning of range ({start}) beyond end of range ({end}): {text}"
            : step == 0 ? $"step of range should be a positive number: {text}"
            : null;
    }

    private static string? Number(string text, (int Least, int Most, string[] Names) field, out int number)
    {
        number = Array.IndexOf(field.Names, text.ToLowerInvariant());
        if (number >= 0)
        {
            number += field.Least;
            return null;
        }

        return !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) ? $"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax"
            : number < 0 ? $"negative number ({number}) not allowed: {text}"
            : null;
    }
}
