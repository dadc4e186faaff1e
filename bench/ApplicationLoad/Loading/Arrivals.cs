using System.Collections.Immutable;

namespace ApplicationLoad.Loading;

/// <summary>When applications come: fixed beforehand, so that a slow answer does not hold back what comes next. Pure.</summary>
internal static class Arrivals
{
    /// <summary>All of them at the same instant.</summary>
    public static ImmutableArray<TimeSpan> AtOnce(int count) => [.. Enumerable.Repeat(TimeSpan.Zero, count)];

    /// <summary>At even distances, the first at once.</summary>
    public static ImmutableArray<TimeSpan> Steady(double perMinute, TimeSpan duration)
    {
        if (perMinute <= 0)
            throw new ArgumentOutOfRangeException(nameof(perMinute), perMinute, "A rate is more than nothing.");
        return [.. Enumerable.Range(0, (int)Math.Ceiling(perMinute * duration.TotalMinutes)).Select(index => TimeSpan.FromMinutes(index / perMinute))];
    }
}
