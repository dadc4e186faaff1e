using System.Collections.Immutable;

namespace ApplicationLoad.Measuring;

/// <summary>Measured values in ascending order. Pure.</summary>
internal sealed class Distribution(IEnumerable<double> values)
{
    private readonly ImmutableArray<double> _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    /// <summary>The smallest value that is not less than this share of all; NaN when there are none.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double At(double share) => _sorted.IsEmpty ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];

    /// <summary>From the smallest to the largest, one for each per cent: enough to draw.</summary>
    public ImmutableArray<double> Percentiles => _sorted.IsEmpty ? [] : [.. Enumerable.Range(0, 101).Select(percent => Math.Round(At(percent / 100.0), 2))];
}
