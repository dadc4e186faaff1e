using System.Collections.Frozen;
using NodaTime;

namespace Shared.Admission.Cron;

/// <summary>Names of time zones as Go reads them: names of the IANA database in their own case, the empty text and <c>UTC</c>, and <c>Local</c>.</summary>
internal static class TimeZones
{
    /// <summary>The zone in which the process keeps time.</summary>
    public const string Local = "Local";

    // Beside the database's names, its provider makes fixed offsets of texts such as "UTC+01", which are no names of zones.
    private static readonly FrozenSet<string> Names = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);

    /// <exception cref="UnknownZoneException">There is no such zone.</exception>
    public static DateTimeZone Find(string name, DateTimeZone local) => name switch
    {
        "" or "UTC" => DateTimeZone.Utc,
        Local => local,
        ['/' or '\\', ..] => throw new UnknownZoneException("time: invalid location name"),
        _ when name.Split('/', '\\').Contains("..") => throw new UnknownZoneException("time: invalid location name"),
        _ when Names.Contains(name) => DateTimeZoneProviders.Tzdb[name],
        _ => throw new UnknownZoneException($"unknown time zone {name}"),
    };
}
