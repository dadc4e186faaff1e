using System.Globalization;
using Shared.Contracts.Names;

namespace Shared.Admission.Schedules;

/// <summary>Which unit of time a run's name counts since 1970.</summary>
public enum RunNamePrecision
{
    Nanos,
    Micros,
    Millis,
    Seconds,
    Minutes,
}

/// <summary>
/// Names of a schedule's runs: the schedule's name and the instant at which the run is due. The same instant always gives the same name, so whoever repeats a creation
/// finds the run that was made.
/// </summary>
public static class RunNames
{
    /// <summary>With more characters, not even seconds since 1970 fit behind the name.</summary>
    public const int LongestSchedule = ResourceNames.MaxLabelLength - 11;

    /// <param name="schedule">Name of the schedule.</param>
    /// <param name="due">In whole seconds.</param>
    /// <param name="precision">What the name shows where it can: seconds are shown where a finer unit has no room, and where minutes would not tell two runs apart.</param>
    public static string Of(string schedule, DateTimeOffset due, RunNamePrecision precision)
    {
        var seconds = due.ToUnixTimeSeconds();
        var name = precision switch
        {
            RunNamePrecision.Nanos => $"{schedule}-{Text(seconds * 1_000_000_000)}",
            RunNamePrecision.Micros => $"{schedule}-{Text(seconds * 1_000_000)}",
            RunNamePrecision.Millis => $"{schedule}-{Text(seconds * 1_000)}",
            RunNamePrecision.Minutes when seconds % 60 == 0 => $"{schedule}-{Text(seconds / 60)}",
            _ => "",
        };
        return name.Length is > 0 and <= ResourceNames.MaxLabelLength ? name : $"{schedule}-{Text(seconds)}";
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
